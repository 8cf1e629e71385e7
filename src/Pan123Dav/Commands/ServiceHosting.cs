using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting.Systemd;

namespace Pan123Dav.Commands;

/// <summary>
/// Tells systemd (<c>Type=notify</c>) or the service manager of Windows how the gateway is. Neither's assembly is loaded where the program is no service:
/// what names their types stands in methods of its own.
/// </summary>
internal static class ServiceHosting
{
    // sd_notify(3). Set for a unit of Type=notify alone.
    private const string NotifySocket = "NOTIFY_SOCKET";

    /// <summary>Whether the program runs as a Windows service, where nobody sees what it prints.</summary>
    public static bool IsWindowsService => OperatingSystem.IsWindows() && !Environment.UserInteractive;

    private static bool IsNotifyUnit => Environment.GetEnvironmentVariable(NotifySocket) is { Length: > 0 };

    /// <summary>Adds what tells the one that started the program. Belongs behind the logging, which removes other providers than its own.</summary>
    public static void AddServiceLifetime(this WebApplicationBuilder builder)
    {
        if (IsWindowsService)
        {
            AddWindowsService(builder);
        }
        else if (IsNotifyUnit)
        {
            AddSystemd(builder);
        }
    }

    /// <summary>Tells systemd that the program is ready without a host that would tell of its end too.</summary>
    public static void NotifyReady()
    {
        if (IsNotifyUnit)
        {
            SendReady();
        }
    }

    // Warnings and errors go to the event log besides, for a service has no console.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddWindowsService(WebApplicationBuilder builder) =>
        builder.Services.AddWindowsService(static options => options.ServiceName = "Pan123Dav");

    // What AddSystemd() adds where it finds systemd to be the parent, which ProtectProc=invisible hides from it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSystemd(WebApplicationBuilder builder) => builder.Services
        .AddSingleton<ISystemdNotifier>(new SystemdNotifier())
        .AddSingleton<IHostLifetime, SystemdLifetime>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SendReady() => new SystemdNotifier().Notify(ServiceState.Ready);
}
