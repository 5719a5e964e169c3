using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules applied one after another, named by position or as given.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> stages = [];

        protected internal Sequential(params (string name, nn.Module<Tensor, Tensor>)[] modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
            {
                append(name, module);
            }
        }

        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules)
            : base(nameof(Sequential))
        {
            foreach (var module in modules)
            {
                append(module);
            }
        }

        public int Count => stages.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => stages[index];

        /// <summary>Some consecutive stages as a module of their own; the stages themselves are shared.</summary>
        public Sequential this[Range index]
        {
            get
            {
                var (start, length) = index.GetOffsetAndLength(stages.Count);
                var part = new Sequential(Array.Empty<nn.Module<Tensor, Tensor>>());
                stages.GetRange(start, length).ForEach(stage => part.append(stage));
                return part;
            }
        }

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            stages.Add(module);
            return this;
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) =>
            append(stages.Count.ToString(CultureInfo.InvariantCulture), module);

        /// <summary>Frees each stage's output as soon as the next has it; the caller owns the last.</summary>
        public override Tensor forward(Tensor tensor)
        {
            if (stages.Count == 0)
            {
                return tensor.alias();
            }

            var current = tensor;
            foreach (var stage in stages)
            {
                var next = stage.call(current);
                // A stage may hand its input on as it is.
                if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                {
                    current.Dispose();
                }

                current = next;
            }

            return current;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Modules.Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules.ToArray());

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());
        }
    }
}
