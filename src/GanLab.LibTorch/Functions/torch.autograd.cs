using System.Runtime.CompilerServices;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe class autograd
    {
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            var (outs, ins, seeds) = (Handles(outputs), Handles(inputs), grad_outputs is null ? null : Handles(grad_outputs));
            var results = new nint[ins.Length];
            fixed (nint* first = outs, second = ins, third = seeds, fourth = results)
            {
                var status = NativeMethods.gl_grad(
                    first, outs.Length, second, ins.Length, third, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0,
                    allow_unused ? 1 : 0, fourth);
                NativeError.Check(status, "autograd.grad", Describe(outputs, inputs));
            }

            GC.KeepAlive((outputs, inputs, grad_outputs));
            return [.. results.Select(handle => handle == 0 ? null! : new Tensor(handle))];
        }

        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            var (outs, seeds, ins) = (Handles(tensors), grad_tensors is null ? null : Handles(grad_tensors), Handles(inputs ?? []));
            fixed (nint* first = outs, second = seeds, third = ins)
            {
                var status = NativeMethods.gl_backward(
                    first, outs.Length, second, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, third, ins.Length);
                NativeError.Check(status, "autograd.backward", Describe(tensors, inputs ?? []));
            }

            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor> tensors, [CallerArgumentExpression(nameof(tensors))] string? name = null)
        {
            ArgumentNullException.ThrowIfNull(tensors, name);
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
            {
                handles[i] = Given(tensors[i], $"{name}[{i}]").Handle;
            }

            return handles;
        }

        private static string Describe(IList<Tensor> outputs, IList<Tensor> inputs) =>
            string.Join(", ", outputs.Concat(inputs).Select(Argument.Describe));
    }
}
