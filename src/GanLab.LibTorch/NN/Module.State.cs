namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            // In PyTorch's order: a module's own parameters, its own buffers, then its children in turn.
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var path = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (key, parameter) in named_parameters(recurse: false))
                {
                    destination.TryAdd(path + key, parameter);
                }

                foreach (var (key, buffer) in named_buffers(recurse: false, include_nonpersistent: false))
                {
                    destination.TryAdd(path + key, buffer);
                }

                foreach (var (key, module) in named_children())
                {
                    module.state_dict(destination, path + key);
                }

                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict().Where(pair => skip?.Contains(pair.Key) != true).ToDictionary();
                var missing = own.Keys.Except(source.Keys).ToList();
                var unexpected = source.Keys.Where(key => skip?.Contains(key) != true).Except(own.Keys).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The state dictionary does not fit: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                var given = own.Where(pair => source.ContainsKey(pair.Key)).ToList();
                // Copying would stretch a tensor of one element over any shape; nothing is written before all shapes fit.
                var misfit = given.Find(pair => !pair.Value.shape.AsSpan().SequenceEqual(source[pair.Key].shape));
                if (misfit.Key is not null)
                {
                    throw new InvalidOperationException(
                        $"'{misfit.Key}' has the shape [{string.Join(", ", misfit.Value.shape)}]; the state dictionary gives "
                        + $"[{string.Join(", ", source[misfit.Key].shape)}].");
                }

                using var recordNothing = no_grad();
                foreach (var (key, tensor) in given)
                {
                    tensor.copy_(source[key]);
                }

                return (missing, unexpected);
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in children())
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }

                    using var gradient = parameter.grad;
                    gradient?.zero_();
                }
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children())
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }
        }
    }
}
