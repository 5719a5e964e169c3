using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The shape of a tensor: one length a dimension.</summary>
    public readonly struct Size : IEnumerable<long>, IEquatable<Size>
    {
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[]? lengths;

        public Size(long[] shape) => lengths = (long[])shape.Clone();

        public Size(int[] shape) => lengths = Array.ConvertAll(shape, length => (long)length);

        public Size(IEnumerable<long> shape) => lengths = [.. shape];

        public Size(long size) => lengths = [size];

        public Size((long, long) size) => lengths = [size.Item1, size.Item2];

        public Size((long, long, long) size) => lengths = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => lengths = [size.Item1, size.Item2, size.Item3, size.Item4];

        public long[] Shape => lengths ?? [];

        public int Length => Shape.Length;

        public bool IsEmpty => Length == 0;

        public bool IsScalar => Length == 0;

        public long this[int idx] => Shape[idx];

        public long this[long idx] => Shape[idx];

        public long numel() => Shape.TotalSize();

        public Size Slice(int first, int next) => new(Shape[first..next]);

        public IEnumerable<long> Take(int i) => Shape.Take(i);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static bool operator ==(Size left, Size right) => left.Shape.SequenceEqual(right.Shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public static Size operator +(Size left, Size right) => new(left.Shape.Concat(right.Shape));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Shape.Concat(right));

        bool IEquatable<Size>.Equals(Size other) => this == other;

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode() => Shape.Aggregate(Length, HashCode.Combine);

        public override string ToString() => $"[{string.Join(", ", Shape)}]";
    }
}
