using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>Whole multistatus bodies as they are kept in <c>Golden</c>. UPDATE_GOLDEN=1 writes them anew; then read the difference.</summary>
[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class GoldenTests
{
    private const string Tree = """
        a & b:
          第 1 集.mkv:100:1694101621:https://vip.123pan.cn/13/1.mkv
          unknown.srt:https://vip.123pan.cn/13/2.srt
        <odd>'s "name".txt:0::https://vip.123pan.cn/13/3.txt
        """;

    [Theory]
    [InlineData("allprop", "")]
    [InlineData("named", "<D:propfind xmlns:D=\"DAV:\" xmlns:Z=\"urn:z\"><D:prop><D:getcontentlength/><D:resourcetype/><Z:win32/></D:prop></D:propfind>")]
    [InlineData("propname", "<D:propfind xmlns:D=\"DAV:\"><D:propname/></D:propfind>")]
    public async Task Propfind_WholeTree_IsAsKept(string name, string body)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        using var response = await gateway.PropFindAsync("/dav/", "infinity", body.Length == 0 ? null : body);
        var text = (await response.Content.ReadAsStringAsync()).Replace("<D:response>", "\n<D:response>", StringComparison.Ordinal) + "\n";
        var file = Path.Combine(Folder(), name + ".xml");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    private static string Folder() => Path.Combine(Repository.Root, "tests", "Pan123Dav.Tests", "Golden");
}
