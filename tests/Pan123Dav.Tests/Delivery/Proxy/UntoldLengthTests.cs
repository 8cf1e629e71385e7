using System.Net;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A content host that tells no length, and a tree that does not either.</summary>
public sealed class UntoldLengthTests
{
    [Fact]
    public async Task Get_HostTellsNoLength_IsPaidForAsItComesAndOneFileMayGoBeyondTheLimit()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var origin = builder.Build();
        var gate = new TaskCompletionSource();
        origin.Run(async context =>
        {
            await context.Response.Body.WriteAsync(DeliveryFixture.Bytes.AsMemory(0, 100_000));
            await gate.Task;
            await context.Response.Body.WriteAsync(DeliveryFixture.Bytes.AsMemory(100_000));
        });
        await origin.StartAsync(TestContext.Current.CancellationToken);
        await using var gateway = await GatewayHost.StartAsync(
            $"chunked.bin:{origin.Urls.First()}/13/a.bin", ("Mounts:0:Delivery", "Proxy"), ("Budgets:DailyBytes", "350000"), ("Budgets:UnknownSizeBytes", "1"));

        // Each has its first part, and one alone gets beyond the limit.
        var transfers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.SendAsync("GET", "/dav/chunked.bin")));
        await Eventually.HoldsAsync(() => SpentBy(gateway).Bytes >= 300_000);
        gate.SetResult();
        var read = await Task.WhenAll(transfers.Select(ReadAsync));

        Assert.Single(read, length => length == DeliveryFixture.Size);
        await Eventually.HoldsAsync(() => SpentBy(gateway).Bytes is >= 350_000 and <= 350_000 + DeliveryFixture.Size);
        using var refused = await gateway.SendAsync("GET", "/dav/chunked.bin");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static async Task<long> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var (stream, buffer, length) = (await response.Content.ReadAsStreamAsync(), new byte[64 * 1024], 0L);
            try
            {
                for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
                {
                    length += count;
                }
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                // It was cut off.
            }

            return length;
        }
    }

    private static UsageTotals SpentBy(GatewayHost gateway) => gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value;
}
