using System.Net;
using Lanekeeper.Faces.Tests.Product;
using Lanekeeper.Host.Serving;
using Lanekeeper.Host.Settings;
using Lanekeeper.Project;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Lanekeeper.Faces.Tests.Host.Settings;

/// <summary>How people reach the server and sign in, and how it works and stops, as the settings say it.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Whole = "public_url: https://ops.example.com\noidc_issuer: https://login.example.com\noidc_client_id: lk\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_provider_is_read_from_the_file_and_the_environment_wins()
    {
        var secret = Path.Combine(Directory.CreateDirectory(_folder.Sub("data")).FullName, "secret");
        File.WriteAllText(secret, "from the file\n");
        var settings = Read($"{Whole}oidc_client_secret: file:{secret}\noidc_domain: '@Example.com'\noidc_role: reviewer\n", ("LANEKEEPER_OIDC_CLIENT_ID", "other")).Value;

        settings.PublicUrl.ShouldBe(new("https://ops.example.com"));
        var oidc = settings.Oidc.ShouldNotBeNull();
        (oidc.ClientId, oidc.Name, oidc.Domain, oidc.Role, oidc.ReadSecret()).ShouldBe(("other", "login.example.com", "example.com", Role.Reviewer, "from the file"));
        Read(Whole, ("LANEKEEPER_OIDC_CLIENT_SECRET", "itself")).Value.Oidc!.ReadSecret().ShouldBe("itself");
        Read("").Value.ShouldSatisfyAllConditions(none => none.PublicUrl.ShouldBeNull(), none => none.Oidc.ShouldBeNull());
    }

    [Fact]
    public async Task A_stop_waits_for_calls_under_way_as_long_as_the_settings_say()
    {
        Read("").Value.Drain.ShouldBe(TimeSpan.FromSeconds(20));
        var settings = Read("drain_seconds: 300", ("LANEKEEPER_DRAIN_SECONDS", "90")).Value;

        await using var house = House.Build(settings, settings.Urls, Guid.NewGuid(), TimeProvider.System);

        house.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(90), "the environment wins");
    }

    [Fact]
    public void Proxies_are_addresses_and_networks_and_nobody_where_nobody_is_named()
    {
        Read("").Value.TrustedProxies.ShouldBeEmpty();
        Read("trusted_proxies: 10.0.0.5, 2001:db8::/32,").Value.TrustedProxies.ShouldBe([IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("2001:db8::/32")]);
        Read("trusted_proxies: 10.0.0.5", ("LANEKEEPER_TRUSTED_PROXIES", "::1")).Value.TrustedProxies.ShouldBe([IPNetwork.Parse("::1/128")], "the environment wins");
    }

    [Theory]
    [InlineData("203.0.113.7, 10.1.2.3", "10.1.2.3", "")]
    [InlineData("203.0.113.7, 10.1.2.3", "203.0.113.7", "trusted_proxies: 10.0.0.0/8")]
    [InlineData("6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7", "trusted_proxies: 10.0.0.0/8")]
    public async Task Only_trusted_proxies_say_whom_they_stand_for(string forwardedFor, string address, string file)
    {
        var settings = Read(file).Value;
        await using var house = House.Build(settings, settings.Urls, Guid.NewGuid(), TimeProvider.System);
        var believing = new ForwardedHeadersMiddleware(_ => Task.CompletedTask, house.Services.GetRequiredService<ILoggerFactory>(), house.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>());
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Request.Headers["X-Forwarded-For"]) = (IPAddress.Loopback, forwardedFor);

        await believing.Invoke(context);

        context.Connection.RemoteIpAddress.ShouldBe(IPAddress.Parse(address));
    }

    [Fact]
    public void Every_variable_that_sets_the_server_is_kept_from_projects()
    {
        var asked = new HashSet<string>();
        SettingsReader.Read(null, null, null, _folder.Sub("asked"), name => Note(name, asked, ("LANEKEEPER_PUBLIC_URL", "https://ops.example.com"), ("LANEKEEPER_OIDC_ISSUER", "https://login.example.com"), ("LANEKEEPER_OIDC_CLIENT_ID", "lk")))
            .Problem.ShouldBeNull();

        asked.Count.ShouldBeGreaterThan(10);
        asked.Except(Secrets.ServerVariables).ShouldBeEmpty("these belong into Secrets.ServerVariables");
    }

    [Fact]
    public async Task A_server_keeps_its_data_folder_and_the_secret_of_its_sign_in_from_projects()
    {
        var secret = _folder.Sub("client-secret");
        File.WriteAllText(secret, "itself");
        var settings = Read($"{Whole}oidc_client_secret: file:{secret}").Value;

        await using var house = House.Build(settings, settings.Urls, Guid.NewGuid(), TimeProvider.System);

        var secrets = house.Services.GetRequiredService<Secrets>();
        foreach (var path in new[] { secret, Path.Combine(settings.DataFolder, "server.yaml") })
        {
            secrets.Resolve(new(SecretKind.File, path)).Problem.ShouldNotBeNull().Code.ShouldBe("project.secret-of-server");
        }
    }

    [Theory]
    [InlineData("public_url: ops.example.com", "settings.bad-public-url")]
    [InlineData("public_url: https://ops.example.com/lanekeeper", "settings.bad-public-url")]
    [InlineData("public_url: https://me:secret@ops.example.com", "settings.bad-public-url")]
    [InlineData("public_url: javascript:alert(1)", "settings.bad-public-url")]
    [InlineData("oidc_client_id: lk", "settings.no-oidc-issuer")]
    [InlineData("oidc_issuer: https://login.example.com\noidc_client_id: lk", "settings.oidc-incomplete")]
    [InlineData("public_url: https://ops.example.com\noidc_issuer: https://login.example.com", "settings.oidc-incomplete")]
    [InlineData("oidc_issuer: http://login.example.com", "settings.bad-oidc-issuer")]
    [InlineData(Whole + "oidc_role: boss", "settings.bad-oidc-role")]
    [InlineData(Whole + "oidc_client_secret: hunter2hunter2", "settings.bad-oidc-secret")]
    [InlineData(Whole + "oidc_client_secret: env:NOT_THERE", "settings.no-oidc-secret")]
    [InlineData(Whole + "oidc_client_secret: file:/not/there", "settings.no-oidc-secret")]
    [InlineData("request_memory_mb: 0", "settings.bad-request-memory")]
    [InlineData("request_memory_mb: 1 GB", "settings.bad-request-memory")]
    [InlineData("drain_seconds: 0", "settings.bad-drain")]
    [InlineData("trusted_proxies: proxy.example.com", "settings.bad-trusted-proxies")]
    [InlineData("trusted_proxies: 10.0.0.0/33", "settings.bad-trusted-proxies")]
    [InlineData("trusted_proxies: 10.0.0.5, 0.0.0.0/0", "settings.bad-trusted-proxies")]
    [InlineData("concurrency: many", "settings.bad-concurrency")]
    public void What_cannot_be_meant_stops_the_start_and_tells_no_secret(string file, string code)
    {
        var problem = Read(file).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe(code);
        problem.Message.ShouldNotContain("hunter2");
    }

    private static string? Note(string name, HashSet<string> asked, params (string Name, string Value)[] environment)
    {
        asked.Add(name);
        return environment.FirstOrDefault(one => one.Name == name).Value;
    }

    private Result<ServerSettings> Read(string file, params (string Name, string Value)[] environment)
    {
        var data = Directory.CreateDirectory(_folder.Sub("data")).FullName;
        File.WriteAllText(Path.Combine(data, "server.yaml"), file);
        return SettingsReader.Read(data, null, null, data, name => environment.FirstOrDefault(one => one.Name == name).Value);
    }
}
