using System.Globalization;
using System.Text;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Budgets.Usage;

public sealed class DayFilesTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Fact]
    public void Count_MoreFilesThanAreKept_IsBoundedAndLosesNothing()
    {
        var files = new DailyFileUsage(Day, 100);
        Parallel.For(0, 20_000, i => files.Count(files.GetOrAdd(Path(i % 2_000)), 1, 10));

        var rows = files.TakeUnwritten().Select(file => file.Row).ToList();

        // Those that come first at the same moment may be as many more as there are processors.
        Assert.InRange(rows.Count, 101, 101 + (4 * Environment.ProcessorCount));
        Assert.Equal((20_000, 200_000), (rows.Sum(row => row.Usage.Links), rows.Sum(row => row.Usage.Bytes)));
        Assert.Single(rows, row => row.Path == FileUsageRow.Overflow);
    }

    [Fact]
    public void TakeUnwritten_NotSetWritten_ComesAgainWithWhatIsNew()
    {
        var files = new DailyFileUsage(Day, 100);
        files.Count(files.GetOrAdd(Path(1)), 1, 10);
        Assert.Equal(10, Assert.Single(files.TakeUnwritten()).Row.Usage.Bytes);
        Assert.False(files.HasChanged);

        files.SetChanged();
        files.Count(files.GetOrAdd(Path(1)), 0, 5);
        var (file, row) = Assert.Single(files.TakeUnwritten());
        Assert.Equal(new FileUsageRow(Day, "/1", "", new UsageTotals(1, 15, 0)), row);

        file.SetWritten(row);
        files.SetChanged();
        Assert.Empty(files.TakeUnwritten());
    }

    [Fact]
    public void Identify_FileThatIsWritten_IsWrittenOnceMoreForItsLink()
    {
        var files = new DailyFileUsage(Day, 100);
        files.Count(files.GetOrAdd(Path(1)), 1, 10);
        var (file, row) = Assert.Single(files.TakeUnwritten());
        file.SetWritten(row);

        files.Identify(Path(1), "https://h.example/13/a?auth_key=x");
        files.Identify(Path(1), "https://h.example/13/elsewhere");
        files.Identify(Path(2), "https://h.example/13/b");

        Assert.Equal(new FileUsageRow(Day, "/1", "/13/a", default), Assert.Single(files.TakeUnwritten()).Row);
    }

    [Fact]
    public void Count_WithoutEnd_RunsOverNowhere()
    {
        var files = new DailyFileUsage(Day, 100);
        for (var i = 0; i < 4; i++)
        {
            files.Count(files.GetOrAdd(Path(1)), 1, long.MaxValue);
        }

        Assert.Equal(new UsageTotals(4, UsageCounter.MaxValue, 0), Assert.Single(files.TakeUnwritten()).Row.Usage);
    }

    private static StoragePath Path(int number) => StoragePath.Root.Append(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}
