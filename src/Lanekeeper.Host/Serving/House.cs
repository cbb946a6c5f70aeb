using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Gateway;
using Lanekeeper.Host.Settings;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;
using Lanekeeper.Storage;
using Lanekeeper.Tools;
using Lanekeeper.Web;

namespace Lanekeeper.Host.Serving;

/// <summary>Furnishes the whole house: this list is what the program is made of.</summary>
internal static class House
{
    public static WebApplication Build(ServerSettings settings, string urls, Guid node, TimeProvider time)
    {
        // Settings are read once, by us. Watching for files of the host's own would wake it with every write of a database that lies below the working directory.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.UseUrls(urls);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain);
        Logs.Configure(builder.Logging);

        builder.Services
            .AddSingleton(time)
            .AddStorage(new StorageOptions { DataFolder = settings.DataFolder, DatabaseUrl = settings.DatabaseUrl })
            .AddPermissions(new SignInOptions { IdentityDomain = settings.Oidc?.Domain, IdentityRole = settings.Oidc?.Role ?? Role.Viewer })
            .AddProject(new ProjectOptions { DataFolder = settings.DataFolder, Own = settings.Oidc?.SecretPlace is { } own ? [own] : [] })
            .AddLedger(new LedgerOptions { Node = node, Process = Id.New(time), Spool = Path.Combine(settings.DataFolder, "spool") })
            .AddModels()
            .AddApprovals(new ApprovalsOptions())
            .AddRetrieval()
            .AddTools(new ToolsOptions(Path.Combine(settings.DataFolder, "outbox")))
            .AddOrchestration(new OrchestrationOptions { Node = node, Concurrency = settings.Concurrency })
            .AddGateway<Readiness>(settings.RequestMemory is { } memory ? new GatewayOptions { RequestMemory = memory } : new GatewayOptions())
            .AddSingleton(new PublicAddress(settings.PublicUrl))
            .AddWeb(new WebOptions(
                Path.Combine(settings.DataFolder, "keys"),
                ShowsDesign: builder.Environment.IsDevelopment(),
                settings.Oidc is { } oidc ? new OidcOptions(oidc.Issuer, oidc.ClientId, oidc.Name, oidc.ReadSecret) : null));

        // A trusted proxy, or one on this machine, may say whom it stands for, and that it was spoken to over TLS; nobody else is believed.
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => TrustedProxies.Believe(forwarded, settings.TrustedProxies));

        var app = builder.Build();
        app.UseForwardedHeaders();
        if (settings.PublicUrl?.Scheme == Uri.UriSchemeHttps)
        {
            app.Use(ByHttps);
        }

        app.MapGateway();
        app.MapWeb();
        return app;
    }

    // Whatever the proxy says: people have no other way here, and forms and cookies go by the request's scheme.
    private static Task ByHttps(HttpContext context, RequestDelegate next)
    {
        context.Request.Scheme = Uri.UriSchemeHttps;
        return next(context);
    }
}
