using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Benchmarks.Load;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>A listing of all live properties into nowhere.</summary>
public class MultiStatusBenchmarks
{
    private readonly EntryTable _table = SampleTree.Table();

    [Params(100, 10_000)]
    public int Members { get; set; }

    [Benchmark]
    public async Task Write()
    {
        var folder = _table.Find(SampleTree.Path(TreeGenerator.Folder(Members))) ?? throw new InvalidOperationException("There is no such folder.");
        using var body = new StreamingBody(new DefaultHttpContext { Response = { Body = Stream.Null } }.Response);
        var writer = new MultiStatusWriter(body, PropFindRequest.AllProp, minimal: false, DateTime.UnixEpoch);
        writer.Start();
        foreach (var member in _table.Members(folder.Index))
        {
            writer.WriteMember("/dav/lists/"u8, member);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        writer.End();
        await body.CompleteAsync();
    }
}
