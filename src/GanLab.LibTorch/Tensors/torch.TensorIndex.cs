namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index expression: a number, a range, all, a new dimension or a tensor of indices.</summary>
    public struct TensorIndex
    {
        internal enum Kind
        {
            None,
            Single,
            Slice,
            Ellipsis,
            Tensor,
        }

        public static TensorIndex Ellipsis = new() { IndexKind = Kind.Ellipsis };

        public static TensorIndex None = default;

        public static TensorIndex Null = default;

        public static TensorIndex Colon = Slice();

        internal Kind IndexKind { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal Tensor? Indices { get; private init; }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { IndexKind = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) => Slice(Place(range.Start, 0), Place(range.End, null));

        public static TensorIndex Single(long? index) => new() { IndexKind = Kind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { IndexKind = Kind.Tensor, Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        // ^0 as an end means "to the end"; any other ^n counts from there, as negative indices do.
        private static long? Place(Index index, long? atEnd) =>
            !index.IsFromEnd ? index.Value : index.Value == 0 ? atEnd : -index.Value;
    }
}
