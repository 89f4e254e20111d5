output "name" {
  description = "The full name, with the environment."
  value       = terraform_data.this.output.name
}

output "tags" {
  description = "The tags that every resource has."
  value       = terraform_data.this.output.tags
}
