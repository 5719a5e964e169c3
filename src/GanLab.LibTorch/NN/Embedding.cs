using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors looked up by index.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        internal Embedding(long num_embeddings, long embedding_dims, Device? device, ScalarType? dtype)
            : base(nameof(Embedding))
        {
            weight = new Parameter(randn([num_embeddings, embedding_dims], dtype, device));
        }

        public Parameter weight { get; set => field = Replace(field, value); }

        public override Tensor forward(Tensor input) => GanLab.LibTorch.Native.Aten.embedding.Call(weight, input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (padding_idx is not null || max_norm is not null || scale_grad_by_freq || sparse)
                {
                    throw new NotImplementedException("This engine's Embedding takes none of padding_idx, max_norm, scale_grad_by_freq and sparse.");
                }

                return new(num_embeddings, embedding_dims, device, dtype);
            }
        }
    }
}
