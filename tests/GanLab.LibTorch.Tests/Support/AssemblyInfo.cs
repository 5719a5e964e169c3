// Live-tensor counts, thread numbers and default types belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
