using BenchmarkDotNet.Attributes;
using Pan123Dav.Benchmarks.Load;
using Pan123Dav.Storage;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>A path to its entry.</summary>
public class LookupBenchmarks
{
    private readonly EntryTable _table = SampleTree.Table();
    private readonly StoragePath _deep = SampleTree.Path(TreeGenerator.DeepFile);
    private readonly StoragePath _absent = SampleTree.Path("/dav/lists/10000/nobody.mkv");

    [Benchmark]
    public bool EightFoldersDeep() => _table.Find(_deep) is not null;

    [Benchmark]
    public bool AbsentAmongTenThousand() => _table.Find(_absent) is not null;
}
