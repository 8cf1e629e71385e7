using Microsoft.Extensions.Hosting;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>Leaves Ctrl+C and signals to whoever started the host.</summary>
internal sealed class NullHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
