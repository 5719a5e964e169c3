using System.Runtime.InteropServices;

namespace GanLab.LibTorch.Native;

/// <summary>The functions that native/ exports, one for one; see shim.h for what each argument means.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "ganlab_torch";

    static NativeMethods() => ShimLoader.Register();

    [LibraryImport(Library)]
    internal static partial byte* gl_last_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gl_operator_find(string name, string overload, out nint found);

    [LibraryImport(Library)]
    internal static partial int gl_operator_call(
        nint op, NativeValue* arguments, int argumentCount, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)]
    internal static partial void gl_tensor_free(nint handle);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_clone_handle(nint handle, out nint copy);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_sizes(nint handle, long* sizes, long capacity, out long dimensions);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_strides(nint handle, long* strides, long capacity, out long dimensions);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_type(nint handle, out int type);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_device(nint handle, out long device);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_count(nint handle, out long count);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_storage_offset(nint handle, out long offset);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_data(nint handle, out nint data);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_is_contiguous(nint handle, int memoryFormat, out int contiguous);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_is_sparse(nint handle, out int sparse);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_requires_grad(nint handle, out int requiresGrad);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_set_requires_grad(nint handle, int requiresGrad);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_is_leaf(nint handle, out int leaf);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_retain_grad(nint handle);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_grad(nint handle, out nint grad);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_set_grad(nint handle, nint grad);

    [LibraryImport(Library)]
    internal static partial int gl_tensor_set_data(nint handle, nint data);

    [LibraryImport(Library)]
    internal static partial int gl_backward(
        nint* tensors, long count, nint* gradients, int retainGraph, int createGraph, nint* inputs, long inputCount);

    [LibraryImport(Library)]
    internal static partial int gl_grad(
        nint* outputs, long outputCount, nint* inputs, long inputCount, nint* gradients, int retainGraph, int createGraph,
        int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int gl_grad_mode();

    [LibraryImport(Library)]
    internal static partial void gl_set_grad_mode(int enabled);

    [LibraryImport(Library)]
    internal static partial nint gl_inference_mode_enter(int enabled);

    [LibraryImport(Library)]
    internal static partial void gl_inference_mode_leave(nint guard);

    [LibraryImport(Library)]
    internal static partial int gl_inference_mode();

    [LibraryImport(Library)]
    internal static partial int gl_generator_default(long device, out nint generator);

    [LibraryImport(Library)]
    internal static partial int gl_generator_new(long device, ulong seed, out nint generator);

    [LibraryImport(Library)]
    internal static partial void gl_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int gl_generator_set_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int gl_generator_current_seed(nint generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int gl_generator_reseed(nint generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int gl_generator_get_state(nint generator, out nint state);

    [LibraryImport(Library)]
    internal static partial int gl_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int gl_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial byte* gl_torch_version();

    [LibraryImport(Library)]
    internal static partial byte* gl_torch_build();

    [LibraryImport(Library)]
    internal static partial void gl_keep_freed_memory();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library)]
    internal static partial int gl_get_threads();

    [LibraryImport(Library)]
    internal static partial int gl_set_threads(int count);

    [LibraryImport(Library)]
    internal static partial int gl_get_interop_threads();

    [LibraryImport(Library)]
    internal static partial int gl_set_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_is_available();

    [LibraryImport(Library)]
    internal static partial int gl_cudnn_is_available();

    [LibraryImport(Library)]
    internal static partial int gl_cuda_device_count();

    [LibraryImport(Library)]
    internal static partial int gl_cuda_synchronize(long index);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_manual_seed_all(ulong seed);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_memory(int index, out long free, out long total, byte* name, int capacity);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_peak_memory(int index, out long bytes);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_empty_cache();

    [LibraryImport(Library)]
    internal static partial int gl_cuda_mark_set(int device, out nint mark);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_mark_wait(nint mark);

    [LibraryImport(Library)]
    internal static partial void gl_cuda_mark_free(nint mark);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_side_stream_enter(int device, out nint entered);

    [LibraryImport(Library)]
    internal static partial void gl_cuda_side_stream_leave(nint entered);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_graph_begin(int device, out nint begun);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_graph_end(nint begun);

    [LibraryImport(Library)]
    internal static partial void gl_cuda_graph_abandon(nint begun);

    [LibraryImport(Library)]
    internal static partial int gl_cuda_graph_launch(nint graph);

    [LibraryImport(Library)]
    internal static partial void gl_cuda_graph_free(nint graph);

    [LibraryImport(Library)]
    internal static partial int gl_set_autocast(int cuda, int enabled);

    [LibraryImport(Library)]
    internal static partial int gl_get_matmul_tf32();

    [LibraryImport(Library)]
    internal static partial void gl_set_matmul_tf32(int allow);

    [LibraryImport(Library)]
    internal static partial int gl_get_cudnn_tf32();

    [LibraryImport(Library)]
    internal static partial void gl_set_cudnn_tf32(int allow);

    [LibraryImport(Library)]
    internal static partial void gl_set_cudnn_benchmark(int enabled);

    [LibraryImport(Library)]
    internal static partial void gl_set_deterministic(int enabled);

    [LibraryImport(Library)]
    internal static partial int gl_conv2d(
        nint input, nint weight, nint bias, long* stride, long* padding, long* dilation, long groups, out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_linear(nint input, nint weight, nint bias, out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_conv_transpose2d(
        nint input, nint weight, nint bias, long* stride, long* padding, long* outputPadding, long* dilation, long groups,
        out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_packed_convolutions(int bf16);

    [LibraryImport(Library)]
    internal static partial void gl_set_packed_convolutions(int enable);

    [LibraryImport(Library)]
    internal static partial int gl_batch_norm(
        nint input, nint weight, nint bias, nint runningMean, nint runningVariance, int training, double momentum, double eps,
        double slope, out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_adam_step(
        nint* parameters, nint* gradients, nint* means, nint* squares, long* steps, long count, double rate, double beta1,
        double beta2, double eps, double decay, int decoupled);

    [LibraryImport(Library)]
    internal static partial int gl_levels_to_numbers(nint levels, double half, out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_numbers_to_levels(nint numbers, double half, out nint result);

    [LibraryImport(Library)]
    internal static partial int gl_copy_past_caches(nint* to, nint* from, long count, int onThisThreadOnly);

    [LibraryImport(Library)]
    internal static partial int gl_profile_start(long device);

    [LibraryImport(Library)]
    internal static partial int gl_profile_is_running();

    [LibraryImport(Library)]
    internal static partial int gl_profile_stop(delegate* unmanaged<byte*, long, long, double, double, void> visit);
}
