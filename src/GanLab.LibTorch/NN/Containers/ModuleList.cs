using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules held in order and named by position; it computes nothing itself.</summary>
    public class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly List<T> items = [];

        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>)) => extend(modules);

        public int Count => items.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => items[index];
            set
            {
                items[index] = value;
                Rename();
            }
        }

        public void Add(T item)
        {
            items.Add(item);
            register_module((items.Count - 1).ToString(CultureInfo.InvariantCulture), item);
        }

        public void append(params T[] parameters) => extend(parameters);

        public void extend(IEnumerable<T> modules)
        {
            foreach (var module in modules)
            {
                Add(module);
            }
        }

        public void Insert(int index, T item)
        {
            items.Insert(index, item);
            Rename();
        }

        public void RemoveAt(int index)
        {
            items.RemoveAt(index);
            Rename();
        }

        public bool Remove(T item)
        {
            var removed = items.Remove(item);
            Rename();
            return removed;
        }

        public void Clear()
        {
            items.Clear();
            Rename();
        }

        public bool Contains(T item) => items.Contains(item);

        public int IndexOf(T item) => items.IndexOf(item);

        public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Rename()
        {
            ForgetModules();
            for (var i = 0; i < items.Count; i++)
            {
                register_module(i.ToString(CultureInfo.InvariantCulture), items[i]);
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
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);

            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
        }
    }
}
