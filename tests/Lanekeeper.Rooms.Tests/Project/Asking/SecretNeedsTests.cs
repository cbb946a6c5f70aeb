using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Asking;

public sealed class SecretNeedsTests
{
    [Fact]
    public void A_project_needs_the_keys_of_its_models_and_what_the_headers_of_its_tools_name()
    {
        var project = Projects.Check(SampleProject.Files).Definition!;

        Projects.Secrets(project).Select(need => (need.Reference, need.Users())).ShouldBe([("env:OPENAI_API_KEY", "the model fast"), ("env:ORDERS_TOKEN", "the tool lookup_order")]);
    }

    [Fact]
    public void A_model_that_names_no_key_needs_its_providers_usual_one_and_only_at_its_providers_own_server()
    {
        var model = new ModelDefinition("one", ModelProvider.Anthropic, "claude-sonnet-4-5-20250929");

        model.KeyInUse.ShouldBe(new SecretReference(SecretKind.Environment, "ANTHROPIC_API_KEY"));
        (model with { BaseUrl = new("http://localhost:1/") }).KeyInUse.ShouldBeNull();
        (model with { Provider = ModelProvider.Baseline }).KeyInUse.ShouldBeNull();
    }
}
