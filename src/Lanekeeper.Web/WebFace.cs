using Lanekeeper.Faces;
using Lanekeeper.Web.Calls;
using Lanekeeper.Web.Deployments;
using Lanekeeper.Web.Design;
using Lanekeeper.Web.Inbox;
using Lanekeeper.Web.Keys;
using Lanekeeper.Web.Limits;
using Lanekeeper.Web.Models;
using Lanekeeper.Web.Passages;
using Lanekeeper.Web.People;
using Lanekeeper.Web.Runs;
using Lanekeeper.Web.Serving;
using Lanekeeper.Web.SignIn;
using Lanekeeper.Web.SignIn.Oidc;
using Lanekeeper.Web.Today;
using Lanekeeper.Web.Workflows;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Web;

/// <summary>Everything that people see in a browser.</summary>
public static class WebFace
{
    // A page takes milliseconds; one that takes this long waits for a database that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddWeb(this IServiceCollection services, WebOptions options)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>(ProtectForms);
        services.AddDataProtection().SetApplicationName("lanekeeper").PersistKeysToFileSystem(PrivateFolder.Of(options.KeyFolder));

        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = Patience, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });

        // Form tokens are masked anew in each answer, so compressing pages over TLS tells nobody anything.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        if (options.Oidc is { } oidc)
        {
            services.AddSingleton(oidc).AddSingleton<OidcProvider>().AddSingleton<OidcSignIn>().AddSingleton<OidcTickets>();
        }

        return services
            .AddSingleton(options)
            .AddSingleton<Assets>()
            .AddSingleton<SessionCookie>()
            .AddSingleton<AccountDoors>()
            .AddSingleton<Entry>()
            .AddSingleton<FrameMaker>()
            .AddSingleton<InboxDesk>();
    }

    private static void ProtectForms(AntiforgeryOptions forms, PublicAddress address)
    {
        const string Cookie = "lanekeeper_form";
        forms.Cookie.Name = address.IsSecure ? $"__Host-{Cookie}" : Cookie;
        forms.Cookie.Path = "/";
        forms.Cookie.SecurePolicy = address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        forms.FormFieldName = "form_token";
        forms.SuppressXFrameOptionsHeader = true;
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseWhen(
            context => !ApiPaths.Owns(context.Request.Path.Value),
            web =>
            {
                web.UseMiddleware<SecurityHeaders>();
                web.UseResponseCompression();
                web.UseStatusCodePages(PageFaults.AnswerAsync);
                web.UseMiddleware<PageFaults>();
                web.UseRequestTimeouts();
                web.UseMiddleware<SessionMiddleware>();
            });
        app.MapAssets();

        var pages = app.MapGroup("").AddEndpointFilter<PageGuard>().ExcludeFromDescription();
        pages.MapTheme();
        pages.MapSignIn();
        pages.MapWelcome();
        pages.MapAccount();
        pages.MapPeople();
        pages.MapKeys();
        pages.MapToday();
        pages.MapRuns();
        pages.MapCalls();
        pages.MapLimits();
        pages.MapModels();
        pages.MapInbox();
        pages.MapPassages();
        pages.MapWorkflows();
        pages.MapDeployments();
        var options = app.Services.GetRequiredService<WebOptions>();
        if (options.Oidc is not null)
        {
            pages.MapOidc();
        }

        if (options.ShowsDesign)
        {
            pages.MapDesign();
        }
    }
}
