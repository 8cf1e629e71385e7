using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Storage.Tests.Signing;

public sealed class FreshRandomnessTests
{
    [Fact]
    public async Task Fill_FromManyThreadsAndBeyondTheStock_NeverGivesTheSameTwice()
    {
        var drawn = new System.Collections.Concurrent.ConcurrentBag<UInt128>();
        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (_, _) =>
        {
            Span<byte> bytes = stackalloc byte[16];
            RandomByteBuffer.Fill(bytes);
            drawn.Add(BitConverter.ToUInt128(bytes));
            return ValueTask.CompletedTask;
        });

        Assert.Equal(20_000, drawn.Distinct().Count());
        Assert.DoesNotContain(UInt128.Zero, drawn);
    }
}
