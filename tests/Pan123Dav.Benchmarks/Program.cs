using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Pan123Dav.Benchmarks.Allocations;
using Pan123Dav.Benchmarks.Bare;
using Pan123Dav.Benchmarks.Load;

switch (args)
{
    case ["load", .. var rest]:
        return await LoadProgram.RunAsync(rest);

    case ["allocations"]:
        return await AllocationProgram.RunAsync();

    case ["bare", .. var rest]:
        return await BareProgram.RunAsync(rest);

    default:
        // In this process: the projects that BenchmarkDotNet makes otherwise would stand under this repository's package and analyzer rules.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        BenchmarkSwitcher.FromAssembly(typeof(LoadProgram).Assembly)
            .Run(args, DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default));
        return 0;
}
