using BenchmarkDotNet.Attributes;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>A URL into its signed link: the string that it allocates is the Location.</summary>
public class SignerBenchmarks
{
    private readonly DirectLinkSigner _signer = new("a key for the load", 13);

    [Benchmark]
    public string Sign() => _signer.Sign("https://vip.example.com/13/library/00012/"u8, "%E7%AC%AC%2012%20%E9%9B%86.mkv"u8, 1_800_000_000);
}
