// Thread counts belong to the process, and two trainings at once would share two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
