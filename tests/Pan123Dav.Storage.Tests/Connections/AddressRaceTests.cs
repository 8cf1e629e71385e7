using System.Net;
using System.Net.Sockets;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Storage.Tests.Connections;

public sealed class AddressRaceTests
{
    private static readonly IPAddress[] Some = [.. Enumerable.Range(1, 100).Select(number => new IPAddress([198, 18, 0, (byte)number]))];

    private readonly List<IPAddress> _tried = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FirstAnswers_TriesNoOther()
    {
        using var won = await RunAsync(Some, (_, _) => Task.FromResult(new Connection()));

        Assert.Equal(Some[..1], _tried);
    }

    [Fact]
    public async Task RunAsync_FirstKeepsQuiet_TheSecondIsTakenAndTheFirstIsGivenUp()
    {
        var given = new TaskCompletionSource();
        using var won = await RunAsync(Some, async (address, token) =>
        {
            if (address.Equals(Some[0]))
            {
                using var registration = token.Register(given.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }

            return new Connection();
        });

        Assert.Equal(Some[..2], _tried);
        await given.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task RunAsync_TwoAnswer_TheSlowerIsClosed()
    {
        var (late, slow) = (new TaskCompletionSource<Connection>(), new Connection());
        using var won = await RunAsync(Some[..2], (address, _) => address.Equals(Some[0]) ? late.Task : Task.FromResult(new Connection()));
        late.SetResult(slow);

        await slow.Closed.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.False(won.Closed.IsCompleted);
    }

    [Fact]
    public async Task RunAsync_AllRefuse_FailsAsTheLastAndTriesNotMoreThanAFew()
    {
        var exception = await Assert.ThrowsAsync<SocketException>(
            () => RunAsync(Some, (_, _) => Task.FromException<Connection>(new SocketException((int)SocketError.ConnectionRefused))));

        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
        Assert.Equal(Some[..AddressRace.MaxAddresses], _tried);
    }

    [Fact]
    public async Task RunAsync_ManyOfOneFamily_TheOtherHasItsTurn()
    {
        var six = IPAddress.Parse("2606:4700::1111");
        await Assert.ThrowsAsync<SocketException>(
            () => RunAsync([.. Some, six], (_, _) => Task.FromException<Connection>(new SocketException((int)SocketError.HostUnreachable))));

        Assert.Equal([Some[0], six, .. Some[1..(AddressRace.MaxAddresses - 1)]], _tried);
    }

    [Fact]
    public async Task RunAsync_GivenUp_EndsAtOnce()
    {
        using var leaving = new CancellationTokenSource();
        var running = AddressRace.RunAsync(
            Some,
            async (_, token) =>
            {
                await leaving.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return new Connection();
            },
            leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Fact]
    public async Task ConnectAsync_NothingListens_FailsAsTheSystemSays()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var exception = await Assert.ThrowsAsync<SocketException>(() => AddressRace.ConnectAsync([IPAddress.Loopback], port, Cancellation));

        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
    }

    private Task<Connection> RunAsync(IPAddress[] addresses, Func<IPAddress, CancellationToken, Task<Connection>> connect) => AddressRace.RunAsync(
        addresses,
        (address, token) =>
        {
            _tried.Add(address);
            return connect(address, token);
        },
        Cancellation);

    private sealed class Connection : IDisposable
    {
        private readonly TaskCompletionSource _closed = new();

        public Task Closed => _closed.Task;

        public void Dispose() => _closed.TrySetResult();
    }
}
