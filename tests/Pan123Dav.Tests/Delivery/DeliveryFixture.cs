using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

/// <summary>The gateway in front of the stand-in for 123's link host, whose files are what a tree of the test's says or not.</summary>
internal sealed class DeliveryFixture : IAsyncDisposable
{
    public const int Size = 300_000;
    public static readonly DateTimeOffset Modified = new(2024, 2, 29, 12, 34, 56, TimeSpan.Zero);

    private DeliveryFixture(EmulatorHost origin, GatewayHost gateway, ConcurrentQueue<string> headers)
    {
        HeadersSeen = headers;
        Origin = origin;
        Gateway = gateway;
    }

    public EmulatorHost Origin { get; }

    /// <summary>The headers that the link host was sent, each as <c>Name: value</c>.</summary>
    public IEnumerable<string> HeadersSeen { get; }

    public GatewayHost Gateway { get; }

    public static EmulatorContent Content => EmulatorContent.PseudoRandom(Size, 7);

    public static byte[] Bytes { get; } = Content.ToArray();

    /// <summary>Starts both. Every <c>{origin}</c> in the tree is the link host's address.</summary>
    public static async Task<DeliveryFixture> StartAsync(string tree, params (string Key, string? Value)[] settings) =>
        await StartAsync(tree, null, settings);

    public static async Task<DeliveryFixture> StartAsync(string tree, OriginTimeouts? timeouts, params (string Key, string? Value)[] settings)
    {
        var headers = new ConcurrentQueue<string>();
        var origin = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                PrivateKey = GatewayHost.PrivateKey,
                Uid = 13,
                Observer = request => request.Headers.ToList().ForEach(header => headers.Enqueue($"{header.Key}: {header.Value}")),
                Files = new Dictionary<string, EmulatorFile> { ["/13/a.bin"] = new(Content, Modified) },

                // The gateway's clock stands still in the past.
                Switches = new EmulatorSwitches { AcceptExpired = true },
            },
            0,
            CancellationToken.None);
        var all = GatewayHost.Settings(tree.Replace("{origin}", origin.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal), settings);
        var gateway = await GatewayHost.StartAsync(all, services =>
        {
            if (timeouts is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(timeouts));
            }
        });
        return new DeliveryFixture(origin, gateway, headers);
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Origin.DisposeAsync();
    }
}
