namespace Pan123Dav.Logging;

/// <summary>
/// How long answers took, as a histogram a method and status. Counted for every request by two additions; the framework's own instrument costs a microsecond,
/// and calls PROPFIND <c>_OTHER</c>.
/// </summary>
internal sealed class RequestDurations
{
    // As OpenTelemetry has them for http.server.request.duration.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly long[] Ticks = [.. Seconds.Select(static bound => TimeSpan.FromSeconds(bound).Ticks)];
    private static readonly string[] Methods = ["_OTHER", "GET", "PROPFIND", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"];

    private readonly RequestHistogram[][] _byMethod = [.. Methods.Select(static _ => Array.Empty<RequestHistogram>())];

    /// <summary>Upper bounds of the buckets, in seconds; one more goes on without an end.</summary>
    public static IReadOnlyList<double> Bounds => Seconds;

    /// <summary>All that were counted.</summary>
    public IEnumerable<RequestHistogram> Histograms => _byMethod.SelectMany(static histograms => histograms);

    /// <summary>Counts an answer.</summary>
    /// <param name="method">Any; those of no meaning here are one.</param>
    /// <param name="status">499 for a client that went away.</param>
    /// <param name="elapsed">From the request's head to the end of its answer.</param>
    public void Record(string method, int status, TimeSpan elapsed) => Get(IndexOf(method), status).Record(elapsed.Ticks);

    private static int IndexOf(string method) => method switch
    {
        "GET" => 1,
        "PROPFIND" => 2,
        "HEAD" => 3,
        "OPTIONS" => 4,
        "POST" => 5,
        "PUT" => 6,
        "DELETE" => 7,
        "PATCH" => 8,
        _ => 0,
    };

    private RequestHistogram Get(int method, int status)
    {
        ref var known = ref _byMethod[method];
        while (true)
        {
            var histograms = Volatile.Read(ref known);
            foreach (var histogram in histograms)
            {
                if (histogram.Status == status)
                {
                    return histogram;
                }
            }

            Interlocked.CompareExchange(ref known, [.. histograms, new RequestHistogram(Methods[method], status)], histograms);
        }
    }

    /// <summary>The answers of one method and status.</summary>
    internal sealed class RequestHistogram(string method, int status)
    {
        private readonly long[] _counts = new long[Ticks.Length + 1];
        private long _ticks;

        public string Method => method;

        public int Status => status;

        /// <summary>How many fell into each bucket alone, the one without an end last.</summary>
        public IReadOnlyList<long> Counts => _counts;

        public TimeSpan Sum => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

        public void Record(long ticks)
        {
            var bucket = 0;
            while (bucket < Ticks.Length && ticks > Ticks[bucket])
            {
                bucket++;
            }

            Interlocked.Increment(ref _counts[bucket]);
            Interlocked.Add(ref _ticks, ticks);
        }
    }
}
