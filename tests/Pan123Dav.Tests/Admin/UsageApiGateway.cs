using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>A gateway with an administrator and a guest who may have one link a day, and had it.</summary>
public sealed class UsageApiGateway : IAsyncLifetime
{
    private const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv\nb.mkv:100:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    internal GatewayHost Gateway { get; private set; } = null!;

    internal HttpClient Guest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await GatewayHost.StartAsync(Tree, ("Users:0:Admin", "true"), ("Users:1:Name", "guest"),
            ("Users:1:Password", GatewayHost.Password), ("Users:1:Budget:DailyLinks", "1"));
        Guest = Gateway.CreateClient("guest", GatewayHost.Password);
        await Guest.GetAsync("/dav/a.mkv");
    }

    public async ValueTask DisposeAsync()
    {
        Guest.Dispose();
        await Gateway.DisposeAsync();
    }
}
