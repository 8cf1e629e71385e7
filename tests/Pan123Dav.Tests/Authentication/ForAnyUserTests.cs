using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class ForAnyUserTests
{
    [Fact]
    public async Task Mark_Endpoints_OnlyThoseWithoutASayOfTheirOwn()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var endpoints = app.MapAuthenticatedGroup();
        endpoints.Map("/plain", Answer);
        endpoints.MapGroup("/group").Map("/plain", Answer);
        endpoints.Map("/open", Answer).AllowAnonymous();
        endpoints.Map("/signed-in", Answer).RequireAuthorization();
        endpoints.Map("/policy", Answer).RequireAuthorization(GatewayPolicyEvaluator.SignedIn);
        endpoints.MapGroup("/open-group").AllowAnonymous().Map("/plain", Answer);
        app.Map("/elsewhere", Answer);

        var marked = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AuthenticatedUserMetadata>() is not null).Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Equal(["/group/plain", "/plain"], marked.Order(StringComparer.Ordinal));
    }

    private static Task Answer(HttpContext context) => Task.CompletedTask;
}
