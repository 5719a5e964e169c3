using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: named parameters, buffers and modules within it.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> registeredParameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> registeredBuffers = [];
            private readonly OrderedDictionary<string, Module> registeredModules = [];
            private readonly string name;

            protected Module(string name) => this.name = name;

            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            /// <summary>Adds a parameter. It stays in its dispose scope; take it out where the module is to outlive that.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                RequireTensor(param, name);
                Claim(name);
                registeredParameters.Add(name, param);
            }

            /// <summary>Adds a buffer. It stays in its dispose scope; take it out where the module is to outlive that.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                RequireTensor(tensor, name);
                Claim(name);
                registeredBuffers.Add(name, (tensor, persistent));
            }

            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null)
                {
                    return;
                }

                Claim(name);
                registeredModules.Add(name, submodule);
            }

            private protected void ForgetModules() => registeredModules.Clear();

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers the fields of a class that was written without explicit registration, by their names.</summary>
            protected virtual void RegisterComponents()
            {
                foreach (var field in GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
                {
                    switch (field.GetValue(this))
                    {
                        case Module module when !registeredModules.ContainsKey(field.Name):
                            register_module(field.Name, module);
                            break;
                        case Modules.Parameter parameter when !registeredParameters.ContainsKey(field.Name):
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor tensor and not Modules.Parameter when !registeredBuffers.ContainsKey(field.Name):
                            register_buffer(field.Name, tensor);
                            break;
                    }
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                registeredModules.Select(pair => (pair.Key, pair.Value));

            public virtual IEnumerable<Module> children() => registeredModules.Values;

            public virtual IEnumerable<(string name, Module module)> named_modules() => registeredModules.SelectMany(
                pair => pair.Value.named_modules().Select(inner => ($"{pair.Key}.{inner.name}", inner.module)).Prepend((pair.Key, pair.Value)));

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var own = registeredParameters.Select(pair => (pair.Key, pair.Value));
                return recurse
                    ? own.Concat(registeredModules.SelectMany(
                        pair => pair.Value.named_parameters().Select(inner => ($"{pair.Key}.{inner.name}", inner.parameter))))
                    : own;
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(pair => pair.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var own = registeredBuffers
                    .Where(pair => include_nonpersistent || pair.Value.Persistent)
                    .Select(pair => (pair.Key, pair.Value.Tensor));
                return recurse
                    ? own.Concat(registeredModules.SelectMany(
                        pair => pair.Value.named_buffers(true, include_nonpersistent)
                            .Select(inner => ($"{pair.Key}.{inner.name}", inner.buffer))))
                    : own;
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public virtual bool has_parameter(string target) => named_parameters().Any(pair => pair.name == target);

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(pair => pair.name == target).parameter;

            public virtual bool has_buffer(string target) => named_buffers().Any(pair => pair.name == target);

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(pair => pair.name == target).buffer;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (var tensor in registeredParameters.Values.Concat(registeredBuffers.Values.Select(buffer => buffer.Tensor)))
                {
                    tensor.Dispose();
                }

                foreach (var module in registeredModules.Values)
                {
                    module.Dispose();
                }
            }

            private static void RequireTensor(Tensor? tensor, string name)
            {
                if (tensor is null || tensor.IsInvalid)
                {
                    throw new ArgumentNullException(name, $"'{name}' cannot be registered: {(tensor is null ? "it is null" : "it was disposed")}.");
                }
            }

            private void Claim(string name)
            {
                if (registeredParameters.ContainsKey(name) || registeredBuffers.ContainsKey(name) || registeredModules.ContainsKey(name))
                {
                    throw new InvalidOperationException($"The module '{GetName()}' has a component called '{name}' already.");
                }
            }
        }
    }
}
