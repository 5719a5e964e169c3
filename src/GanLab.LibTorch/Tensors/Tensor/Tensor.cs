using GanLab.LibTorch;
using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers on a device, with the history of how it was computed.</summary>
    /// <remarks>It owns one reference to libtorch's tensor and belongs to the dispose scope it was made in.</remarks>
    public partial class Tensor : IDisposable
    {
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            LiveTensors.Added();
            DisposeScopeManager.Current.Register(this);
        }

        /// <summary>Takes over another's reference and its place in a dispose scope; the other is as if disposed.</summary>
        internal Tensor(Tensor emptied)
        {
            (handle, emptied.handle) = (emptied.Handle, 0);
            GC.SuppressFinalize(emptied);
            if (emptied.OwningDisposeScope is { } scope)
            {
                scope.Exclude(emptied);
                scope.Include(this);
                (OwningDisposeScope, emptied.OwningDisposeScope) = (scope, null);
            }
        }

        ~Tensor()
        {
            if (handle != 0)
            {
                LiveTensors.Orphaned();
                OrphanedHandles.Add(handle);
            }
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>libtorch's tensor; it stays this object's.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw Disposed();

        public bool IsInvalid => handle == 0;

        public void Dispose()
        {
            var inScope = OwningDisposeScope is not null;
            OwningDisposeScope?.Exclude(this);
            Free(inScope);
        }

        internal void DisposeInScope() => Free(inScope: true);

        private void Free(bool inScope)
        {
            var last = Interlocked.Exchange(ref handle, 0);
            OwningDisposeScope = null;
            if (last != 0)
            {
                NativeMethods.gl_tensor_free(last);
                LiveTensors.Removed();
                DisposeScopeManager.Statistics.TensorStatistics.Disposed(inScope);
                GC.SuppressFinalize(this);
            }
        }

        private static ObjectDisposedException Disposed() => new(
            nameof(Tensor),
            "The tensor was disposed, perhaps by the end of its dispose scope. Let it outlive the scope with MoveToOuterDisposeScope().");

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningDisposeScope is null)
            {
                other.Attach(this);
            }
            else
            {
                OwningDisposeScope.MoveToOther(other, this);
            }

            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => other.OwningDisposeScope is { } scope
            ? MoveToOtherDisposeScope(scope)
            : DetachFromDisposeScope();

        internal void Check(int status, string operation)
        {
            if (status != 0)
            {
                throw TensorException.From(operation, Argument.Describe(this), NativeError.Last());
            }
        }
    }

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.Innermost;
}
