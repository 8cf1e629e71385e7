using System.Runtime.InteropServices;

namespace Pan123Dav.Commands;

/// <summary>
/// Turns the first Ctrl+C or termination signal into a cancelled token, so that a command can put down
/// what it has. A second one a little later ends the process as ever.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    // Programs in between, such as timeout, send one and the same signal twice.
    private static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _lock = new();
    private long? _stopped;

    public StopSignal(CancellationToken cancellationToken)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        lock (_lock)
        {
            context.Cancel = _stopped is not { } stopped || TimeProvider.System.GetElapsedTime(stopped) < SameSignal;
            _stopped ??= TimeProvider.System.GetTimestamp();
        }

        if (context.Cancel)
        {
            _stopping.Cancel();
        }
    }
}
