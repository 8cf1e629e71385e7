using System.Text.Json;
using Microsoft.Extensions.Options;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin.Doctor;

/// <summary><c>/api/v1/doctor</c>: the checks as they run, a line each. One run at a time: it asks 123 and downloads a byte a check.</summary>
internal static class DoctorApi
{
    private const string Lines = "application/x-ndjson";

    public static void AddDoctorApi(this IServiceCollection services)
    {
        services.AddSingleton<DoctorTurn>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(DoctorJson.Default));
    }

    public static void MapDoctorApi(this IEndpointRouteBuilder endpoints)
    {
        // Where a host is made without the commands, there is nobody to run them.
        if (endpoints.ServiceProvider.GetService<IDoctor>() is not { } doctor)
        {
            return;
        }

        var turn = endpoints.ServiceProvider.GetRequiredService<DoctorTurn>();
        var api = endpoints.MapAdministration();
        api.MapPost("/doctor", (HttpContext context, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken) =>
            RunAsync(context, doctor, turn, ApiText.For(context.Request, options.CurrentValue), cancellationToken))
            .WithName("RunDoctor")
            .WithTags("Doctor")
            .WithSummary("Tries the gateway and its links as a stranger would, and tells each check as soon as it is done.")
            .WithDescription("One JSON object a line. The end of the answer is the end of the checks; whoever leaves before ends them. "
                + "409 while they run already.")
            .Produces<DoctorCheck>(StatusCodes.Status200OK, Lines)
            .ProducesProblems(StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict);
    }

    private static async Task RunAsync(HttpContext context, IDoctor doctor, DoctorTurn turn, ApiText text, CancellationToken cancellationToken)
    {
        if (!turn.TryTake())
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "running", static text => text.DoctorRuns);
        }

        try
        {
            var response = context.Response;
            response.ContentType = Lines;

            // nginx would hold the lines back until there are many.
            response.Headers["X-Accel-Buffering"] = "no";
            await response.StartAsync(cancellationToken);
            await foreach (var check in doctor.RunAsync(text.Messages, cancellationToken))
            {
                byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(check, DoctorJson.Readable.DoctorCheck), (byte)'\n'];
                await response.Body.WriteAsync(line, cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            turn.Return();
        }
    }
}

/// <summary>Whose turn it is to have the checks run.</summary>
internal sealed class DoctorTurn
{
    private int _isTaken;

    public bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    public void Return() => Volatile.Write(ref _isTaken, 0);
}
