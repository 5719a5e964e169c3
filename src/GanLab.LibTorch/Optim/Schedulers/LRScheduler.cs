namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer by the number of steps taken.</summary>
            public abstract class LRScheduler
            {
                private readonly List<ILearningRateController> groups = [];
                private int epoch;

                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    groups.AddRange(optimizer.ParamGroups);
                    // A fresh schedule starts from the rates that the optimizer has now.
                    if (last_epoch < 0)
                    {
                        groups.ForEach(group => group.InitialLearningRate = group.LearningRate);
                    }

                    epoch = last_epoch;
                }

                public IEnumerable<double> get_last_lr() => groups.Select(group => group.LearningRate);

                public virtual void step() => step(epoch + 1);

                /// <summary>Jumps to the given step; without one, goes on to the next.</summary>
                public virtual void step(int? epoch)
                {
                    this.epoch = epoch ?? this.epoch + 1;
                    for (var i = 0; i < groups.Count; i++)
                    {
                        groups[i].LearningRate = RateAt(this.epoch, groups[i].InitialLearningRate, i);
                    }
                }

                /// <summary>The rate after that many steps, of a group that began with the given one.</summary>
                private protected abstract double RateAt(int epoch, double initial, int group);
            }
        }
    }
}
