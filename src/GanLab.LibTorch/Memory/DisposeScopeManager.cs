namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? threadManager;

    internal static DisposeScopeManager Current => threadManager ??= new DisposeScopeManager();

    public static ThreadDisposeScopeStatistics Statistics => Current.StatisticsInstance;

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? Innermost { get; private set; }

    internal static DisposeScope NewScope()
    {
        var manager = Current;
        return manager.Innermost = new DisposeScope(manager) { OuterScope = manager.Innermost };
    }

    internal void Register(torch.Tensor tensor)
    {
        var scope = Innermost;
        tensor.OwningDisposeScope = scope;
        scope?.Include(tensor);
        StatisticsInstance.TensorStatistics.Created(inScope: scope is not null);
    }

    internal void Remove(DisposeScope scope)
    {
        // Scopes are disposed in order nearly always; one disposed out of order is unlinked where it stands.
        if (ReferenceEquals(Innermost, scope))
        {
            Innermost = scope.OuterScope;
            return;
        }

        for (var inner = Innermost; inner is not null; inner = inner.OuterScope)
        {
            if (ReferenceEquals(inner.OuterScope, scope))
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }
}
