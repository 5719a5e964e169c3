namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that can be watched: hooks see, and may replace, what goes in and what comes out.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly OrderedDictionary<string, TPreHook> before = [];
            private readonly OrderedDictionary<string, TPostHook> after = [];
            private int registered;

            protected HookableModule(string name)
                : base(name)
            {
            }

            // Copies, because a hook may remove itself.
            private protected IEnumerable<TPreHook> PreHooks => before.Count == 0 ? [] : before.Values.ToArray();

            private protected IEnumerable<TPostHook> PostHooks => after.Count == 0 ? [] : after.Values.ToArray();

            /// <summary>Runs the hook after every call of the module.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                var remover = NextRemover();
                after.Add(remover.Key, hook);
                return remover;
            }

            /// <summary>Runs the hook before every call of the module.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var remover = NextRemover();
                before.Add(remover.Key, hook);
                return remover;
            }

            private HookRemover NextRemover() => new(this, $"{registered++}");

            /// <summary>Takes one hook off again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> module;

                internal HookRemover(HookableModule<TPreHook, TPostHook> module, string key) => (this.module, Key) = (module, key);

                internal string Key { get; }

                public void remove()
                {
                    module.before.Remove(Key);
                    module.after.Remove(Key);
                }
            }
        }
    }
}
