using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Pan123Dav.Storage.Connections;

/// <summary>
/// Connects to whichever of a name's addresses answers: each gets a short start before the next is tried beside it (RFC 8305 section 5), so that one that keeps
/// quiet does not use up the time for all.
/// </summary>
internal static class AddressRace
{
    /// <summary>The most addresses that are tried: a name may have hundreds.</summary>
    public const int MaxAddresses = 8;

    private static readonly TimeSpan Start = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">In the order of preference.</param>
    /// <param name="port">Of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">None can be connected to.</exception>
    public static Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken) =>
        RunAsync(addresses, (address, token) => ConnectAsync(address, port, token), cancellationToken);

    /// <summary>The same by any way to connect.</summary>
    internal static async Task<T> RunAsync<T>(
        IReadOnlyList<IPAddress> addresses, Func<IPAddress, CancellationToken, Task<T>> connect, CancellationToken cancellationToken)
        where T : IDisposable
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var next = InTurns(addresses).Take(MaxAddresses).GetEnumerator();
        var running = new List<Task<T>>();
        var problem = new SocketException((int)SocketError.HostNotFound) as Exception;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isMore = next.MoveNext();
                if (isMore)
                {
                    running.Add(connect(next.Current, end.Token));
                }
                else if (running.Count == 0)
                {
                    ExceptionDispatchInfo.Throw(problem);
                }

                var done = isMore
                    ? await Task.WhenAny([.. running, Task.Delay(Start, TimeProvider.System, end.Token)]).ConfigureAwait(false)
                    : await Task.WhenAny(running).ConfigureAwait(false);
                if (done is Task<T> attempt)
                {
                    running.Remove(attempt);
                    if (attempt.IsCompletedSuccessfully)
                    {
                        return await attempt.ConfigureAwait(false);
                    }

                    problem = attempt.Exception?.InnerException ?? problem;
                }
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            running.ForEach(static attempt => _ = CloseAsync(attempt));
        }
    }

    // The first one's family first, then by turns (section 4): a network often has one of the two that leads nowhere.
    private static IEnumerable<IPAddress> InTurns(IReadOnlyList<IPAddress> addresses)
    {
        var rounds = addresses.GroupBy(address => address.AddressFamily)
            .SelectMany((family, order) => family.Select((address, round) => (address, round, order)));
        return rounds.OrderBy(one => one.round).ThenBy(one => one.order).Select(one => one.address);
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await TcpConnection.ConnectAsync(socket, () => socket.ConnectAsync(address, port, cancellationToken)).ConfigureAwait(false);
        return socket;
    }

    private static async Task CloseAsync<T>(Task<T> attempt)
        where T : IDisposable
    {
        await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (attempt.IsCompletedSuccessfully)
        {
            (await attempt.ConfigureAwait(false)).Dispose();
        }
    }
}
