run "the_basic_example_works" {
  module {
    source = "./examples/basic"
  }

  assert {
    condition     = output.name == "example-dev"
    error_message = "The example made ${output.name}."
  }
}
