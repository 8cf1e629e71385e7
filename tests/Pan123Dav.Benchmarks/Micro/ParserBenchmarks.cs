using BenchmarkDotNet.Attributes;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>A tree text into its table.</summary>
public class ParserBenchmarks
{
    private byte[] _text = [];

    [Params(11_000, 100_000)]
    public int Files { get; set; }

    [GlobalSetup]
    public void Setup() => _text = SampleTree.Text(Files);

    [Benchmark]
    public int Parse() => UrlTreeText.Parse(_text).Files;
}
