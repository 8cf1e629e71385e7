using System.Text;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Tests.Support;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.Tests.WebDav.PropFind;

public sealed class MultiStatusWriterTests
{
    private static readonly DateTime Unknown = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Write_TenThousandMembers_AllocatesNothingForOne()
    {
        var tree = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{NastyNames.All[i % 20]} {i}:{i}:1694101621:https://h.example/{i}\n"));
        var members = UrlTreeText.Parse(Encoding.UTF8.GetBytes(tree)).Table!;
        Assert.Equal(10_001, members.Count);

        var few = await AllocatedAsync(members, 100);
        var many = await AllocatedAsync(members, 10_000);

        // The stream behind the pipe keeps a list of its blocks; a member would show as at least 24 bytes each.
        Assert.InRange(many - few, 0, 10_000 * 4);
    }

    private static async Task<long> AllocatedAsync(EntryTable table, int count)
    {
        await WriteAsync(table, count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await WriteAsync(table, count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task WriteAsync(EntryTable table, int count)
    {
        using var body = new StreamingBody(new DefaultHttpContext { Response = { Body = Stream.Null } }.Response);
        var writer = new MultiStatusWriter(body, PropFindRequest.AllProp, minimal: false, Unknown);
        writer.Start();
        foreach (var member in table.Members(0).Take(count))
        {
            writer.WriteMember("/dav/"u8, member);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        writer.End();
        await body.CompleteAsync();
    }
}
