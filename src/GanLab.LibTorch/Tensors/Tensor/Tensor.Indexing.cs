using GanLab.LibTorch.Native;

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

        internal Kind IndexKind { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal Tensor? Indices { get; private init; }

        public static TensorIndex Ellipsis => new() { IndexKind = Kind.Ellipsis };

        public static TensorIndex None => default;

        public static TensorIndex Null => default;

        public static TensorIndex Colon => Slice();

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { IndexKind = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice(Range range) => Slice(Place(range.Start, 0), Place(range.End, null));

        public static TensorIndex Single(long? index) => new() { IndexKind = Kind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { IndexKind = Kind.Tensor, Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        // ^0 as an end means "to the end"; any other ^n counts from there, as negative indices do.
        private static long? Place(Index index, long? atEnd) =>
            !index.IsFromEnd ? index.Value : index.Value == 0 ? atEnd : -index.Value;
    }

    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set
            {
                using var place = index(indices);
                using var _ = place.copy_(value);
            }
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var result = alias();
            var dimension = 0;
            var given = indices.Count(i => i.IndexKind is not (TensorIndex.Kind.None or TensorIndex.Kind.Ellipsis));
            var gathered = new List<(int Dimension, Tensor Indices)>();
            foreach (var index in indices)
            {
                var before = result;
                switch (index.IndexKind)
                {
                    case TensorIndex.Kind.None:
                        result = result.unsqueeze(dimension++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dimension += (int)ndim - given;
                        continue;
                    case TensorIndex.Kind.Single:
                        result = result.select(dimension, index.Start ?? 0);
                        break;
                    case TensorIndex.Kind.Slice:
                        result = Aten.slice.Call(result, dimension++, index.Start, index.Stop, index.Step ?? 1);
                        break;
                    case TensorIndex.Kind.Tensor:
                        gathered.Add((dimension++, index.Indices!));
                        continue;
                }

                before.Dispose();
            }

            if (gathered.Count == 0)
            {
                return result;
            }

            var places = new Tensor?[gathered.Max(g => g.Dimension) + 1];
            gathered.ForEach(g => places[g.Dimension] = g.Indices);
            using var source = result;
            return Aten.index.Call(source, Argument.Of(places));
        }

        public Tensor index(params Tensor[] indices) => Aten.index.Call(this, Argument.Of(indices));

        public Tensor index_put_(Tensor value, params Tensor[] indices) =>
            Aten.index_put_.Call(this, Argument.Of(indices), value, false);
    }
}
