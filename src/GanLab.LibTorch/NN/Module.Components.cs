using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // For the setters of built-in layers: what a layer is given belongs to it and to no dispose scope, under the property's name.
        public partial class Module
        {
            [return: NotNullIfNotNull(nameof(value))]
            private protected Parameter? Replace(Parameter? old, Parameter? value, [CallerMemberName] string name = "")
            {
                Release(old, value);
                if (value is null)
                {
                    registeredParameters.Remove(name);
                }
                else
                {
                    registeredParameters[name] = value;
                }

                return value;
            }

            [return: NotNullIfNotNull(nameof(value))]
            private protected Tensor? Replace(Tensor? old, Tensor? value, [CallerMemberName] string name = "")
            {
                Release(old, value);
                if (value is null)
                {
                    registeredBuffers.Remove(name);
                }
                else
                {
                    registeredBuffers[name] = (value, Persistent: true);
                }

                return value;
            }

            private static void Release(Tensor? old, Tensor? value)
            {
                if (!ReferenceEquals(old, value))
                {
                    old?.Dispose();
                    value?.DetachFromDisposeScope();
                }
            }
        }
    }
}
