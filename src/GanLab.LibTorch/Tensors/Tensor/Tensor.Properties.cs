using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private const int UsualDimensions = 8;

        public ScalarType dtype
        {
            get
            {
                Check(NativeMethods.gl_tensor_type(Handle, out var type), nameof(dtype));
                return (ScalarType)type;
            }
        }

        public Device device
        {
            get
            {
                Check(NativeMethods.gl_tensor_device(Handle, out var packed), nameof(device));
                return new Device(packed);
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public long[] shape
        {
            get
            {
                long* sizes = stackalloc long[UsualDimensions];
                Check(NativeMethods.gl_tensor_sizes(Handle, sizes, UsualDimensions, out var dimensions), nameof(shape));
                if (dimensions <= UsualDimensions)
                {
                    return new Span<long>(sizes, (int)dimensions).ToArray();
                }

                var all = new long[dimensions];
                fixed (long* first = all)
                {
                    Check(NativeMethods.gl_tensor_sizes(Handle, first, dimensions, out _), nameof(shape));
                }

                return all;
            }
        }

        public long[] stride()
        {
            var steps = new long[shape.Length];
            fixed (long* first = steps)
            {
                Check(NativeMethods.gl_tensor_strides(Handle, first, steps.Length, out _), nameof(stride));
            }

            return steps;
        }

        public long stride(int dim) => stride()[Place(dim)];

        public long[] size() => shape;

        public long size(int dim) => shape[Place(dim)];

        private int Place(int dim)
        {
            var dimensions = (int)ndim;
            return dim >= -dimensions && dim < dimensions
                ? (dim + dimensions) % dimensions
                : throw new ArgumentOutOfRangeException(
                    nameof(dim), dim, $"A tensor of the shape [{string.Join(", ", shape)}] has {dimensions} dimensions.");
        }

        public long ndim => shape.Length;

        public long dim() => shape.Length;

        public long Dimensions => shape.Length;

        public long NumberOfElements => numel();

        public long numel()
        {
            Check(NativeMethods.gl_tensor_count(Handle, out var count), nameof(numel));
            return count;
        }

        public long ElementSize => dtype.ElementSize();

        public long element_size() => ElementSize;

        /// <summary>How many elements of its memory lie before the tensor's first.</summary>
        public long storage_offset()
        {
            Check(NativeMethods.gl_tensor_storage_offset(Handle, out var offset), nameof(storage_offset));
            return offset;
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_contiguous()
        {
            Check(NativeMethods.gl_tensor_is_contiguous(Handle, 0, out var contiguous), nameof(is_contiguous));
            return contiguous != 0;
        }

        public bool is_sparse
        {
            get
            {
                Check(NativeMethods.gl_tensor_is_sparse(Handle, out var sparse), nameof(is_sparse));
                return sparse != 0;
            }
        }

        public bool is_leaf
        {
            get
            {
                Check(NativeMethods.gl_tensor_is_leaf(Handle, out var leaf), nameof(is_leaf));
                return leaf != 0;
            }
        }

        public bool requires_grad
        {
            get
            {
                Check(NativeMethods.gl_tensor_requires_grad(Handle, out var required), nameof(requires_grad));
                return required != 0;
            }

            set => Check(NativeMethods.gl_tensor_set_requires_grad(Handle, value ? 1 : 0), nameof(requires_grad));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor? grad
        {
            get
            {
                Check(NativeMethods.gl_tensor_grad(Handle, out var gradient), nameof(grad));
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set => Check(NativeMethods.gl_tensor_set_grad(Handle, value?.Handle ?? 0), nameof(grad));
        }

        public void retain_grad() => Check(NativeMethods.gl_tensor_retain_grad(Handle), nameof(retain_grad));

        public override string ToString() => IsInvalid
            ? "[disposed tensor]"
            : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
    }
}
