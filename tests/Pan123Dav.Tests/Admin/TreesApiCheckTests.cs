using System.Net;
using System.Text.Json.Nodes;

namespace Pan123Dav.Tests.Admin;

/// <summary><c>POST /api/v1/trees/check</c>: what a text would be, without anything written.</summary>
public sealed class TreesApiCheckTests
{
    [Fact]
    public async Task Check_TellsEntriesAndDiagnostics_AndWritesNothing()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var text = "电影:\n  b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\n  c.mkv:https://vip.123pan.cn/13/c%20d.mkv\n";
        using var good = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent(text));
        using var bad = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("nothing\n"));

        var (report, wrong) = (await EditableGateway.ReadAsync(good), await EditableGateway.ReadAsync(bad));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                [{"path":"/电影","collection":true,"size":null,"modified":null,"url":null},
                 {"path":"/电影/b.mkv","collection":false,"size":200,"modified":1694101621,"url":"https://vip.123pan.cn/13/b.mkv"},
                 {"path":"/电影/c.mkv","collection":false,"size":null,"modified":null,"url":"https://vip.123pan.cn/13/c%20d.mkv"}]
                """),
            report["entries"]), report["entries"]!.ToJsonString());
        Assert.Equal("2 1 0 False", $"{report["files"]} {report["folders"]} {report["errors"]} {(bool)report["truncated"]!}");
        Assert.Equal("1 error no-url", $"{wrong["errors"]} {wrong["diagnostics"]![0]!["severity"]} {wrong["diagnostics"]![0]!["code"]}");
        Assert.Empty(wrong["entries"]!.AsArray());
        Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
    }

    [Fact]
    public async Task Check_OfManyLines_IsBounded()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var lines = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        using var good = await gateway.SendAsync("POST", "/api/v1/trees/check?index=0", new StringContent(lines));
        using var bad = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent(string.Concat(Enumerable.Repeat("nothing\n", 3000))));

        var (report, wrong) = (await EditableGateway.ReadAsync(good), await EditableGateway.ReadAsync(bad));
        Assert.Equal("1000 3000 True", $"{report["entries"]!.AsArray().Count} {report["files"]} {(bool)report["truncated"]!}");
        Assert.Equal("1000 3000", $"{wrong["diagnostics"]!.AsArray().Count} {wrong["errors"]}");
    }

    [Fact]
    public async Task Check_AtTheRoot_KnowsTheNamesThatAreTheGatewaysOwn()
    {
        await using var gateway = await EditableGateway.StartAsync(EditableGateway.Settings(rest: ", \"PathBase\": \"/\""));
        var text = "api:\n  b.mkv:1:1694101621:https://vip.123pan.cn/13/b.mkv\n";
        using var response = await gateway.SendAsync("POST", "/api/v1/trees/check?index=0", new StringContent(text));
        using var nowhere = await gateway.SendAsync("POST", "/api/v1/trees/check?index=7", new StringContent(EditableGateway.OtherTree));
        using var saved = await gateway.PutTreeAsync(text);

        Assert.Equal("reserved-name", (string)(await EditableGateway.ReadAsync(response))["diagnostics"]![0]!["code"]!);
        await EditableGateway.ReadProblemAsync(nowhere, HttpStatusCode.NotFound);
        await EditableGateway.ReadProblemAsync(saved, HttpStatusCode.UnprocessableEntity, "diagnostics");
    }

    [Fact]
    public async Task Check_ForAnIndexThatIsNoNumber_IsAProblem()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var refused = await gateway.SendAsync("POST", "/api/v1/trees/check?index=x", new StringContent("a:\n"));

        await EditableGateway.ReadProblemAsync(refused, HttpStatusCode.BadRequest, "query");
    }

    [Fact]
    public async Task Mistakes_AreToldInTheReadersLanguage()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var check = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("broken\n"), ("Accept-Language", "zh-CN"));
        using var put = await gateway.SendAsync("PUT", "/api/v1/trees/0", new StringContent("broken\n"), ("Accept-Language", "zh-CN"));
        using var english = await gateway.SendAsync("POST", "/api/v1/trees/check", new StringContent("broken\n"));

        var problem = await EditableGateway.ReadProblemAsync(put, HttpStatusCode.UnprocessableEntity, "diagnostics");
        foreach (var answer in new[] { await EditableGateway.ReadAsync(check), problem })
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (string)answer["diagnostics"]![0]!["message"]!);
        }

        var message = (string)(await EditableGateway.ReadAsync(english))["diagnostics"]![0]!["message"]!;
        Assert.StartsWith("Neither a folder nor a file", message, StringComparison.Ordinal);
    }
}
