using GanLab.LibTorch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>An optimizer with a state for each parameter, made when the parameter is added.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(System.Collections.Generic.ReferenceEqualityComparer.Instance);
    private readonly Dictionary<OptimizerOptions, DeviceNumbers> numbers = [];

    private protected OptimizerHelper()
    {
    }

    private protected void AddGroup(IEnumerable<Parameter> parameters, OptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Add(new ParamGroup { Parameters = parameters.ToArray(), Options = options });
    }

    /// <summary>Takes more parameters, with the settings of their own group where it has any and the first group's otherwise.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        var (own, first) = (param_group.Options, _parameter_groups[0].Options);
        if (own.GetType() != first.GetType())
        {
            param_group.Options = first.Copy();
            param_group.Options.LearningRate = own.LearningRate ?? first.LearningRate;
        }

        param_group.Parameters = param_group.Parameters.ToArray();
        Add(param_group);
    }

    private void Add(ParamGroup group)
    {
        var options = group.Options;
        options.InitialLearningRate = options.LearningRate ?? 0;
        foreach (var parameter in group.Parameters)
        {
            states.Add(parameter, NewState(parameter, options));
        }

        _parameter_groups.Add(group);
    }

    private protected abstract OptimizerState NewState(Parameter parameter, OptimizerOptions options);

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add([.. Enumerable.Range(dictionary.State.Count, group.Parameters.Count())]);
            dictionary.State.AddRange(group.Parameters.Select(parameter => states[parameter]));
        }

        return dictionary;
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        var loss = closure?.Invoke();
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups)
        {
            var due = group.Parameters
                .Select(parameter => (parameter, gradient: parameter.grad))
                .Where(pair => pair.gradient is not null)
                .Select(pair => (pair.parameter, pair.gradient!, states[pair.parameter]))
                .ToList();
            due.ForEach(d => d.Item3.Updates++);
            Update(due, group.Options);
            Record(due.ConvertAll(d => d.Item3), group.Options);
        }

        return loss;
    }

    /// <summary>The numbers of the updates of a group on the device, if that is where its update reads them.</summary>
    private protected DeviceNumbers? Numbers(Parameter parameter, OptimizerOptions options)
    {
        if (!numbers.TryGetValue(options, out var found) && DeviceAdam.Takes(parameter))
        {
            numbers.Add(options, found = new DeviceNumbers(parameter.device));
        }

        return found;
    }

    private void Record(List<OptimizerState> updated, OptimizerOptions options)
    {
        if (!UpdateTape.IsRunning || updated.Count == 0)
        {
            return;
        }

        var rate = options.LearningRate;
        var onDevice = numbers.GetValueOrDefault(options);
        UpdateTape.Add(new UpdateTape.Entry(
            IsCurrent: () => onDevice is not null || options.LearningRate == rate,
            Prepare: () => onDevice?.Write(updated[0].Updates, options.LearningRate ?? 0),
            Count: by =>
            {
                updated.ForEach(state => state.Updates += by);
                onDevice?.Count(by);
            }));
    }

    private protected abstract void Update(List<(Parameter Parameter, Tensor Gradient, OptimizerState State)> due, OptimizerOptions options);

    protected override void Dispose(bool disposing)
    {
        foreach (var state in states.Values.OfType<IDisposable>())
        {
            state.Dispose();
        }

        states.Clear();
        foreach (var onDevice in numbers.Values)
        {
            onDevice.Dispose();
        }

        numbers.Clear();
    }
}
