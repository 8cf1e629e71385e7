using System.Globalization;
using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>Content that passes through the gateway.</summary>
internal static class ProxyRow
{
    private const long FileSize = 256L << 20;
    private const int FilesARound = 4;

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        using var origin = await run.StartBareAsync(BareProgram.Origin, FileSize.ToString(CultureInfo.InvariantCulture));
        using var bare = await run.StartBareAsync(BareProgram.Proxy, origin.Address.AbsoluteUri);
        var tree = run.Tree(TreeGenerator.Small) + ".proxy";
        await File.WriteAllTextAsync(tree, string.Create(CultureInfo.InvariantCulture, $"film.mkv:{FileSize}:1694101621:{origin.Address}film.mkv\n"));
        using var gateway = await run.StartGatewayAsync(tree, new Dictionary<string, string> { ["Pan123Dav__Mounts__0__Delivery"] = "Proxy" });
        var (ours, theirs) = (new List<double>(), new List<double>());
        await SecondsAsync(gateway, "/dav/film.mkv");
        await SecondsAsync(bare, "/film.mkv");
        for (var round = 0; round < run.Options.Rounds; round++)
        {
            ours.Add(await SecondsAsync(gateway, "/dav/film.mkv"));
            theirs.Add(await SecondsAsync(bare, "/film.mkv"));
        }

        var (one, other) = (Comparison.Median(ours), Comparison.Median(theirs));
        yield return Row.Of("proxy delivery, CPU seconds a GiB, against a bare copy", 1.2, one / other, "", $"{one:0.00} s against {other:0.00} s a GiB");
    }

    // A GiB over one connection.
    private static async Task<double> SecondsAsync(ServerProcess server, string target)
    {
        var before = server.Cpu;
        using var connection = new LoadConnection(server.Port);
        for (var i = 0; i < FilesARound; i++)
        {
            await connection.SendAsync(LoadRequest.Get(target).ToBytes(server.Port));
            var status = await connection.ReadResponseAsync();
            if (status != 200)
            {
                throw new InvalidOperationException($"{target} is answered {status}.");
            }
        }

        return (server.Cpu - before).TotalSeconds;
    }
}
