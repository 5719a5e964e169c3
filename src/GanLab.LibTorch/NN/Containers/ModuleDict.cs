using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules held by name, in the order in which they were added; it computes nothing itself.</summary>
    public class ModuleDict<T> : nn.Module, IEnumerable<(string, T)>
        where T : nn.Module
    {
        private readonly OrderedDictionary<string, T> items = [];

        public ModuleDict()
            : base(nameof(ModuleDict<T>))
        {
        }

        public int Count => items.Count;

        public bool IsReadOnly => false;

        public ICollection<string> Keys => items.Keys;

        public ICollection<T> Values => items.Values;

        public T this[string key]
        {
            get => items[key];
            set
            {
                items[key] = value;
                Reregister();
            }
        }

        public void Add(string key, T value)
        {
            items.Add(key, value);
            register_module(key, value);
        }

        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        public bool Remove(string key)
        {
            var removed = items.Remove(key);
            Reregister();
            return removed;
        }

        public void Clear()
        {
            items.Clear();
            Reregister();
        }

        public void clear() => Clear();

        public bool ContainsKey(string key) => items.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => items.TryGetValue(key, out value);

        public IEnumerable<string> keys() => items.Keys;

        public IEnumerable<T> values() => items.Values;

        public IEnumerator<(string, T)> GetEnumerator() => items.Select(pair => (pair.Key, pair.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Reregister()
        {
            ForgetModules();
            foreach (var (name, module) in items)
            {
                register_module(name, module);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module
            {
                var dictionary = new Modules.ModuleDict<T>();
                foreach (var module in modules)
                {
                    dictionary.Add(module);
                }

                return dictionary;
            }

            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);
        }
    }
}
