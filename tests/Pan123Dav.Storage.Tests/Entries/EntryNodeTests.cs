using System.Runtime.CompilerServices;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.Tests.Entries;

public sealed class EntryNodeTests
{
    private const long Most = long.MaxValue >> 8;

    [Fact]
    public void Size_IsWhatAMillionRowsAreReckonedBy() => Assert.Equal(48, Unsafe.SizeOf<EntryNode>());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    [InlineData(253_402_300_799, 253_402_300_799)]
    [InlineData(EntryNode.Unknown, EntryNode.Unknown)]
    [InlineData(Most, Most)]
    [InlineData(long.MaxValue, Most)]
    [InlineData(-Most, -Most)]
    [InlineData(long.MinValue + 1, EntryNode.Unknown)]
    public void Modified_AndFlags_AreEachTheirOwn(long modified, long kept)
    {
        var all = Enum.GetValues<EntryFlags>().Aggregate((one, other) => one | other);
        var node = new EntryNode { Flags = all, Modified = modified };
        Assert.Equal((all, kept), (node.Flags, node.Modified));

        node.Flags &= ~EntryFlags.DiscoveredLength;
        Assert.Equal((all & ~EntryFlags.DiscoveredLength, kept), (node.Flags, node.Modified));

        node.Modified = 5;
        node.Flags |= EntryFlags.DiscoveredLength;
        Assert.Equal((all, 5), (node.Flags, node.Modified));
    }
}
