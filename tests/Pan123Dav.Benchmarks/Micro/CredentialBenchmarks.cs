using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Identity;
using Pan123Dav.Authentication;
using Pan123Dav.Benchmarks.Load;
using Pan123Dav.Storage;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>The credentials of every request after the first, and what the first costs.</summary>
public class CredentialBenchmarks
{
    private readonly PasswordHasher<string> _hasher = new();
    private readonly CredentialCache _cache = new(TimeProvider.System);
    private string _hash = "";

    [GlobalSetup]
    public void Setup()
    {
        _cache.Add(_cache.Digest(LoadRequest.Authorization), new UserAccount(LoadRequest.User, new BenchmarkStorage()));
        _hash = _hasher.HashPassword(LoadRequest.User, LoadRequest.Password);
    }

    [Benchmark]
    public bool Recognise() => _cache.TryGet(_cache.Digest(LoadRequest.Authorization), out _);

    [Benchmark]
    public bool VerifyPassword() => _hasher.VerifyHashedPassword(LoadRequest.User, _hash, LoadRequest.Password) != PasswordVerificationResult.Failed;

    // Nobody looks at the account's tree here.
    private sealed class BenchmarkStorage : IStorage
    {
        public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => new((StorageEntry?)null);

        public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) => new([]);
    }
}
