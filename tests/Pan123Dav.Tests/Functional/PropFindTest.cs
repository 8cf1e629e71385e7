namespace Pan123Dav.Tests.Functional;

/// <summary>A gateway with a small tree to list.</summary>
public abstract class PropFindTest : IAsyncLifetime
{
    private protected const string Tree = """
        films:
          a.mkv:100:1694101621:https://vip.123pan.cn/13/films/a.mkv
          b.srt:https://vip.123pan.cn/13/films/b.srt
          inner:
            c.txt:5:https://vip.123pan.cn/13/films/inner/c.txt
        z first.txt:7:1700000000:https://vip.123pan.cn/13/z.txt
        a last.txt::1700000001:https://vip.123pan.cn/13/a.txt
        empty:
        """;

    private protected GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync(Tree);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
