namespace Pan123Dav.Benchmarks.Load;

/// <summary>What a load saw.</summary>
/// <param name="Requests">Answers of status below 400.</param>
/// <param name="Errors">Answers of 400 and above, and connections that broke.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Latency99">Of 99 in 100 requests.</param>
/// <param name="Latency999">Of 999 in 1000 requests.</param>
internal sealed record LoadResult(long Requests, long Errors, double PerSecond, TimeSpan Latency99, TimeSpan Latency999);
