using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project;

public sealed class SecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lanekeeper-secrets-").FullName;
    private readonly Secrets _secrets;

    public SecretsTests()
    {
        Directory.CreateDirectory(Of("data/deep"));
        Directory.CreateDirectory(Of("data-of-another"));
        File.WriteAllText(Of("data/local-token"), "lk_admin\n");
        File.WriteAllText(Of("data/deep/key"), "deep");
        File.WriteAllText(Of("data-of-another/key"), " sk-1 \n");
        File.WriteAllText(Of("client-secret"), "of the provider");
        _secrets = new(new ProjectOptions
        {
            DataFolder = Of("data"),
            Own = [new(SecretKind.File, Of("client-secret")), new(SecretKind.Environment, "OUR_CLIENT_SECRET")],
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("data/local-token")]
    [InlineData("data/deep/key")]
    [InlineData("data/not-there")]
    [InlineData("data/deep/../local-token")]
    [InlineData("data-of-another/../data//./local-token")]
    [InlineData("client-secret")]
    public void A_file_of_the_servers_own_is_no_secret_of_a_project(string path) => IsRefused(Of(path));

    [Fact]
    public void A_link_to_a_file_of_the_servers_own_does_not_help()
    {
        File.CreateSymbolicLink(Of("token"), Of("data/local-token"));
        File.CreateSymbolicLink(Of("again"), "token");
        File.CreateSymbolicLink(Of("secret"), "client-secret");
        Directory.CreateSymbolicLink(Of("shortcut"), "data/deep");
        Directory.CreateSymbolicLink(Of("data-of-another/up"), "../data");

        foreach (var path in new[] { "token", "again", "secret", "shortcut/key", "shortcut/not-there", "data-of-another/up/local-token" })
        {
            IsRefused(Of(path));
        }
    }

    [Fact]
    public void A_data_folder_that_is_reached_by_a_link_is_known_by_its_own_path_too()
    {
        Directory.CreateSymbolicLink(Of("linked"), "data");
        var secrets = new Secrets(new ProjectOptions { DataFolder = Of("linked") });

        secrets.Resolve(new(SecretKind.File, Of("data/local-token"))).Problem!.Code.ShouldBe("project.secret-of-server");
        secrets.Resolve(new(SecretKind.File, Of("linked/local-token"))).Problem!.Code.ShouldBe("project.secret-of-server");
    }

    [Fact]
    public void A_file_elsewhere_is_read_through_links_too()
    {
        File.CreateSymbolicLink(Of("data/out"), Of("data-of-another/key"));
        Directory.CreateSymbolicLink(Of("keys"), "data-of-another");

        foreach (var path in new[] { "data-of-another/key", "keys/key", "data/out" })
        {
            _secrets.Resolve(new(SecretKind.File, Of(path))).Value.ShouldBe("sk-1");
        }
    }

    [Fact]
    public void A_circle_of_links_is_a_secret_that_is_not_there()
    {
        File.CreateSymbolicLink(Of("one"), "two");
        File.CreateSymbolicLink(Of("two"), "one");

        _secrets.Resolve(new(SecretKind.File, Of("one"))).Problem!.Code.ShouldBe("project.missing-secret");
    }

    [Theory]
    [InlineData("LANEKEEPER_DATABASE_URL")]
    [InlineData("LANEKEEPER_OIDC_CLIENT_SECRET")]
    [InlineData("LANEKEEPER_TOKEN")]
    [InlineData("OUR_CLIENT_SECRET")]
    public void A_variable_of_the_servers_own_is_no_secret_of_a_project(string name)
    {
        var problem = _secrets.Resolve(new(SecretKind.Environment, name)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("project.secret-of-server");
        problem.Message.ShouldBe($"The secret env:{name} cannot be used: the variable is the server's own. Put the project's key into a variable of another name.");
    }

    private void IsRefused(string path) =>
        _secrets.Resolve(new(SecretKind.File, path)).Problem.ShouldNotBeNull().Code.ShouldBe("project.secret-of-server", path);

    private string Of(string path) => $"{_folder}/{path}";
}
