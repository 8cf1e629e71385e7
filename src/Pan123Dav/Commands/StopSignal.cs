using System.Runtime.InteropServices;

namespace Pan123Dav.Commands;

/// <summary>Turns the first Ctrl+C or termination signal into a cancelled token, so that a command can put down what it has. The second ends the process as ever.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly PosixSignalRegistration[] _registrations;

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
        context.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }
}
