using System.Net;
using System.Net.Sockets;
using Lanekeeper.OidcProvider;
using Lanekeeper.Permissions;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Signing in at a provider: the real program, and a provider that lies.</summary>
public sealed class OidcTests(OidcTests.House house) : IClassFixture<OidcTests.House>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_person_of_the_declared_domain_comes_in_and_is_the_same_one_the_next_time(bool isEllipse, bool isSilent)
    {
        house.Provider.Person = new($"subject-{isEllipse}-{isSilent}", $"Ida-{isEllipse}-{isSilent}@Heron.example", "Ida Heron");
        (house.Provider.Lie, house.Provider.IsEllipse, house.Provider.IsSilent) = (Lie.None, isEllipse, isSilent);
        using var visitor = new WebVisitor(house.Url);
        (await visitor.GetAsync("/sign-in?return=%2Faccount", Stop)).Html.ShouldContain("/sign-in/provider?return=%2Faccount");

        var answer = await visitor.FollowAsync("/sign-in/provider?return=%2Faccount", Stop);

        (answer.Status, answer.At.AbsolutePath).ShouldBe((HttpStatusCode.OK, "/account"));
        answer.Text.ShouldContain("You are <b>reviewer</b>");
        house.Provider.Person = house.Provider.Person with { Email = "moved@elsewhere.example" };
        using var again = new WebVisitor(house.Url);
        (await again.FollowAsync("/sign-in/provider?return=%2Faccount", Stop)).Text.ShouldContain($"ida-{isEllipse}-{isSilent}@heron.example".ToLowerInvariant());
    }

    [Theory]
    [InlineData(Lie.AnotherNonce, "it answers another sign-in")]
    [InlineData(Lie.NoNonce, "it answers another sign-in")]
    [InlineData(Lie.AnotherAudience, "it is meant for another application")]
    [InlineData(Lie.TwoAudiences, "it is meant for another application")]
    [InlineData(Lie.AnotherIssuer, "it comes from another issuer")]
    [InlineData(Lie.Expired, "it has expired")]
    [InlineData(Lie.FromTheFuture, "it is from the future")]
    [InlineData(Lie.AnotherKey, "its signature does not fit")]
    [InlineData(Lie.ChangedClaims, "its signature does not fit")]
    [InlineData(Lie.NotSigned, "it is no statement that is signed")]
    [InlineData(Lie.SymmetricKey, "it is no statement that is signed")]
    [InlineData(Lie.NoToken, "it is no statement that is signed")]
    [InlineData(Lie.NoSubject, "it does not say whom it is about")]
    [InlineData(Lie.UnverifiedEmail, "has not verified your e-mail address")]
    [InlineData(Lie.Error, "did not sign you in (access_denied)")]
    [InlineData(Lie.Broken, "does not answer as it should")]
    public async Task Whatever_the_provider_does_wrong_keeps_people_out_with_a_page_that_says_so(Lie lie, string words)
    {
        house.Provider.Person = new($"subject-of-{lie}", $"{lie}@heron.example", "Ida Heron");
        (house.Provider.Lie, house.Provider.IsEllipse, house.Provider.IsSilent) = (lie, false, false);
        using var visitor = new WebVisitor(house.Url);

        var answer = await visitor.FollowAsync("/sign-in/provider", Stop);

        answer.Text.ShouldContain(words);
        answer.Text.ShouldContain("Sign in with <bdi>Example ID</bdi>");
        ((int)answer.Status).ShouldBeGreaterThanOrEqualTo(400);
        answer.Html.ShouldNotContain("<script>");
        (await visitor.GetAsync(WebPaths.Account, Stop)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await house.AccountsAsync(Stop)).ShouldNotContain($"{lie}@heron.example".ToLowerInvariant());
    }

    [Fact]
    public async Task An_answer_belongs_to_the_browser_that_asked_and_is_taken_once()
    {
        house.Provider.Person = new("subject-state", "state@heron.example", "Ida Heron");
        (house.Provider.Lie, house.Provider.IsEllipse, house.Provider.IsSilent) = (Lie.None, false, false);
        using var visitor = new WebVisitor(house.Url);
        using var other = new WebVisitor(house.Url);
        var toProvider = (await visitor.GetAsync("/sign-in/provider", Stop)).Location!;
        var back = (await visitor.GetAsync(toProvider, Stop)).Location!;
        toProvider.ShouldContain("code_challenge_method=S256");

        (await other.GetAsync(back, Stop)).Text.ShouldContain("not begun in this browser");
        var otherToProvider = (await other.GetAsync("/sign-in/provider", Stop)).Location!;
        (await other.GetAsync(back, Stop)).Text.ShouldContain("not begun in this browser", customMessage: "the state is another sign-in's");
        (await visitor.GetAsync(back, Stop)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await visitor.GetAsync(back, Stop)).Text.ShouldContain("is used already");
        (await visitor.GetAsync(WebPaths.Account, Stop)).Status.ShouldBe(HttpStatusCode.OK, "a replay does not end what it began");
        otherToProvider.ShouldNotBe(toProvider);
    }

    [Fact]
    public async Task A_return_address_elsewhere_is_not_followed()
    {
        house.Provider.Person = new("subject-return", "return@heron.example", "Ida Heron");
        (house.Provider.Lie, house.Provider.IsEllipse, house.Provider.IsSilent) = (Lie.None, false, false);
        using var visitor = new WebVisitor(house.Url);

        (await visitor.FollowAsync("/sign-in/provider?return=%2F%2Fevil.example", Stop)).At.ShouldBe(house.Url);
    }

    /// <summary>A provider, and a program that is told of it by its environment.</summary>
    public sealed class House : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();
        private LanekeeperProcess _process = null!;

        internal OidcServer Provider { get; private set; } = null!;

        internal Uri Url => _process.Client.Server;

        public async ValueTask InitializeAsync()
        {
            var stop = TestContext.Current.CancellationToken;
            Provider = await OidcServer.StartAsync(cancellationToken: stop);
            var url = $"http://127.0.0.1:{FreePort()}";
            var wish = new CommandWish("serve", "--data", _folder.Sub("data"), "--urls", url)
            {
                Environment = new Dictionary<string, string>
                {
                    ["LANEKEEPER_PUBLIC_URL"] = url,
                    ["LANEKEEPER_OIDC_ISSUER"] = Provider.Issuer,
                    ["LANEKEEPER_OIDC_CLIENT_ID"] = OidcServer.ClientId,
                    ["LANEKEEPER_OIDC_CLIENT_SECRET"] = OidcServer.ClientSecret,
                    ["LANEKEEPER_OIDC_NAME"] = "Example ID",
                    ["LANEKEEPER_OIDC_DOMAIN"] = "heron.example",
                    ["LANEKEEPER_OIDC_ROLE"] = "reviewer",
                },
            };
            _process = await LanekeeperProcess.ServeAsync(_folder.Sub("data"), wish, stop);
        }

        public async ValueTask DisposeAsync()
        {
            await _process.DisposeAsync();
            await Provider.DisposeAsync();
            _folder.Dispose();
        }

        internal async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken) =>
            [.. (await _process.Client.GetAsync<Page<Account>>(ApiPaths.Accounts, cancellationToken)).Value.Items.Select(account => account.Email)];

        /// <remarks>The provider must know the address before there is a server. Below the numbers that the system gives out by itself, nobody takes it meanwhile.</remarks>
        private static int FreePort()
        {
            for (var tries = 0; ; tries++)
            {
                var port = Random.Shared.Next(10_000, 30_000);
                try
                {
                    using var listener = new TcpListener(IPAddress.Loopback, port);
                    listener.Start();
                    return port;
                }
                catch (SocketException) when (tries < 100)
                {
                    continue;
                }
            }
        }
    }
}
