using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pan123Dav.Admin.Doctor;
using Pan123Dav.Console;
using Pan123Dav.Gateway;
using Pan123Dav.Network;

namespace Pan123Dav.Commands.Doctor;

/// <summary>The checks on the gateway of this process: its own mounts, asked where it listens.</summary>
internal sealed class GatewayDoctor(IServer server, GatewaySnapshotProvider state, TimeProvider timeProvider) : IDoctor
{
    public async IAsyncEnumerable<DoctorCheck> RunAsync(
        MessageCatalog messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.ToList() ?? [];
        var address = listening.OrderBy(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            .Select(ListenAddress.ToAsk).OfType<Uri>().FirstOrDefault() ?? new Uri("http://localhost");
        var snapshot = state.Value;
        using var origin = DoctorClients.CreateOrigin();
        using var gateway = DoctorClients.CreateGateway(address);
        var checks = new DoctorRun(origin, gateway, timeProvider).RunAsync(snapshot.Options, snapshot.Mounts, address, listening, address, cancellationToken);
        await foreach (var check in checks.WithCancellation(cancellationToken))
        {
            yield return new DoctorCheck
            {
                Id = check.Id,
                Status = DoctorOutput.GetName(check.Status),
                Message = check.GetMessage(messages),
                Action = check.GetAction(messages),
            };
        }
    }
}
