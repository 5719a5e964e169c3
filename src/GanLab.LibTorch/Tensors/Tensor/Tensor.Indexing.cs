using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set
            {
                var (view, gathered) = Sliced(indices);
                if (gathered.Length == 0)
                {
                    Assign(view, value);
                    return;
                }

                using (view)
                {
                    Aten.index_put_.CallInPlace(view, Argument.Of(gathered), value, false);
                }
            }
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Assign(At(indices), value);
        }

        public Tensor this[long i1]
        {
            get => At([i1]);
            set => Assign(At([i1]), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Assign(At([i1, i2]), value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Assign(At([i1, i2, i3]), value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Assign(At([i1, i2, i3, i4]), value);
        }

        public Tensor index(params Tensor[] indices) => Aten.index.Call(this, Argument.Of(indices));

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.index_put_.CallInPlace(this, Argument.Of(indices), value, accumulate);

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, gathered) = Sliced(indices);
            if (gathered.Length == 0)
            {
                return view;
            }

            using (view)
            {
                return Aten.index.Call(view, Argument.Of(gathered));
            }
        }

        // What needs no copy is done by views; the tensors of indices that remain are placed by dimension.
        private (Tensor View, Tensor?[] Gathered) Sliced(TensorIndex[] indices)
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

            var places = new Tensor?[gathered.Count == 0 ? 0 : gathered.Max(g => g.Dimension) + 1];
            gathered.ForEach(g => places[g.Dimension] = g.Indices);
            return (result, places);
        }

        private Tensor At(ReadOnlySpan<long> places)
        {
            var result = this;
            foreach (var place in places)
            {
                var before = result;
                result = result.select(0, place);
                if (!ReferenceEquals(before, this))
                {
                    before.Dispose();
                }
            }

            return ReferenceEquals(result, this) ? alias() : result;
        }

        private static void Assign(Tensor place, Tensor value)
        {
            using (place)
            {
                place.copy_(value);
            }
        }
    }
}
